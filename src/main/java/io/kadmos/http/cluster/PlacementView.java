package io.kadmos.http.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.node.Placement;
import io.kadmos.dht.record.Version;

/** The JSON of {@code GET /cluster/placement}. */
record PlacementView(String key, String id, int slot, int epoch, List<Member> members) {

    record Member(String name, String id, String distance, String state, @Nullable String version) {}

    static PlacementView of(Key key, Placement placement) {
        return new PlacementView(key.text(), placement.id().hex(), placement.slot().index(), placement.epoch(),
                placement.replicas().stream().map(PlacementView::member).toList());
    }

    private static Member member(Placement.Replica replica) {
        return new Member(replica.name(), replica.id().hex(), replica.distance().toString(),
                ClusterView.word(replica.state()), replica.version().map(Version::text).orElse(null));
    }
}

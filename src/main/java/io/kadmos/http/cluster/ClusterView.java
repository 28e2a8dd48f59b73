package io.kadmos.http.cluster;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.node.NodeStatus;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.TransferStatus;

/** The JSON of {@code GET /cluster}. */
public record ClusterView(Cluster cluster, Self self, int nodes, int replicationFactor, Slots slots,
        Transfers transfers) {

    record Cluster(String name, @Nullable String id) {}

    record Self(String name, String id, String address, String state) {}

    record Slots(int total, int active, int moving, int underReplicated) {}

    record Transfers(TransferStatus incoming, TransferStatus outgoing) {}

    /** The answer for this state of the node. */
    public static ClusterView of(NodeStatus status) {
        var self = status.self();
        var slots = status.slots();
        return new ClusterView(new Cluster(status.clusterName(), status.clusterId().map(Id::hex).orElse(null)),
                new Self(self.name(), self.id().hex(), self.endpoint().toString(), word(self.state())),
                status.nodes().size(), status.replicationFactor(),
                new Slots(slots.total(), slots.active(), slots.moving(), slots.underReplicated()),
                new Transfers(status.transfers().incoming(), status.transfers().outgoing()));
    }

    static String word(NodeState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

package io.kadmos.http.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.node.NodeStatus;

/** The JSON of {@code GET /cluster/nodes}. */
public record NodesView(List<Node> nodes) {

    /**
     * A node.
     *
     * @param rttMillis the round-trip time; null for the node itself and before the first measurement
     */
    public record Node(String name, String id, String disk, String address, String state, @Nullable Double rttMillis,
            Instant lastSeen,
            int slots, String version, @JsonProperty("self") boolean isSelf) {}

    /** The answer for this state of the node. */
    public static NodesView of(NodeStatus status) {
        return new NodesView(status.nodes().stream().map(peer -> new Node(peer.name(), peer.id().hex(),
                peer.disk().hex(), peer.endpoint().toString(), ClusterView.word(peer.state()),
                peer.roundTrip().map(NodesView::millis).orElse(null), peer.lastSeen(), peer.slots(), peer.release(),
                peer.isSelf())).toList());
    }

    /** Milliseconds, to the microsecond. */
    private static Double millis(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos()) / 1000.0;
    }
}

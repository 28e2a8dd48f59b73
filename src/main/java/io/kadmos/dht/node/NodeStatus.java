package io.kadmos.dht.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.TransferStatus;

/**
 * What a node knows at one moment, for people.
 *
 * @param clusterId which cluster it belongs to, once it does
 * @param nodes every known node, itself included, nearest to itself first
 */
public record NodeStatus(String clusterName, Optional<Id> clusterId, Self self, List<Peer> nodes, int replicationFactor,
        Slots slots, Transfers transfers) {

    /** Copies the nodes. */
    public NodeStatus {
        nodes = List.copyOf(nodes);
    }

    /** This node. */
    public record Self(String name, Id id, Endpoint endpoint, NodeState state) {}

    /**
     * A node of the cluster.
     *
     * @param roundTrip the smoothed round-trip time; empty for this node itself and until it was measured
     * @param slots how many slots it is responsible for
     */
    public record Peer(String name, Id id, DiskId disk, Endpoint endpoint, NodeState state,
            Optional<Duration> roundTrip, Instant lastSeen, int slots, String release, boolean isSelf) {}

    /**
     * The slots by state.
     *
     * @param moving with a reconfiguration under way
     * @param underReplicated with a member that is not known to be alive
     */
    public record Slots(int total, int active, int moving, int underReplicated) {}

    /**
     * What moves because slots change their members.
     *
     * @param incoming what other nodes hand over to this one
     * @param outgoing what this node hands over
     */
    public record Transfers(TransferStatus incoming, TransferStatus outgoing) {}
}

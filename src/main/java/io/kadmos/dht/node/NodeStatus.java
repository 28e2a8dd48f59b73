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
 * What a node knows at one moment, for operators. Immutable, safe on any thread.
 *
 * @param clusterId the cluster of the node; empty until it has joined one
 * @param nodes every known node, this node included, nearest to this node first
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
     * @param roundTrip the expected round trip; empty for this node itself
     * @param slots of how many slots it is a member
     */
    public record Peer(String name, Id id, DiskId disk, Endpoint endpoint, NodeState state,
            Optional<Duration> roundTrip, Instant lastSeen, int slots, String release, boolean isSelf) {}

    /**
     * The slots by state.
     *
     * @param active with no change under way
     * @param moving with a change under way
     * @param underReplicated with fewer members alive than the replication factor
     */
    public record Slots(int total, int active, int moving, int underReplicated) {}

    /**
     * What moves because slots change their members.
     *
     * @param incoming what other nodes hand over to this node
     * @param outgoing what this node hands over to other nodes
     */
    public record Transfers(TransferStatus incoming, TransferStatus outgoing) {}
}

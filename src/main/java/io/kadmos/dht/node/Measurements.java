package io.kadmos.dht.node;

import java.time.Duration;
import java.util.Map;

import io.kadmos.dht.record.NodeState;

/**
 * The numbers of one moment, for metrics. Immutable, safe on any thread.
 *
 * @param nodes how many nodes are known in each state, this node included
 * @param contacts the nodes of the routing table
 * @param slotsHeld of how many slots this node is a member
 * @param slotsWithoutQuorum of how many known slots this node reaches no quorum of the members
 * @param narrowPaths how many of the paths tried lately lose long datagrams
 * @param clockSkew how far the clock of this node is ahead of the median of the cluster
 */
public record Measurements(Readiness.Reason reason, Map<NodeState, Integer> nodes, Contacts contacts,
        NodeStatus.Slots slots, int slotsHeld, int slotsWithoutQuorum, Rows rows, int narrowPaths,
        Duration clockSkew) {

    /** Copies the nodes. */
    public Measurements {
        nodes = Map.copyOf(nodes);
    }

    /**
     * The nodes of the routing table.
     *
     * @param live in buckets, and not suspected
     * @param silent in buckets, and suspected
     * @param replacements that wait for a place in a bucket
     */
    public record Contacts(int live, int silent, int replacements) {}

    /**
     * What this node stores.
     *
     * @param keys how many rows hold a value
     * @param tombstones how many rows hold a tombstone
     */
    public record Rows(long keys, long tombstones, boolean isDiskFull) {}
}

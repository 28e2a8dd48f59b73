package io.kadmos.dht.node;

import java.time.Duration;
import java.util.Map;

import io.kadmos.dht.record.NodeState;

/**
 * Numbers of one moment, for metrics.
 *
 * @param nodes how many nodes are known in each state, this one included
 * @param contacts those in the buckets of the routing table
 * @param slotsHeld how many slots this node is a member of
 * @param slotsWithoutQuorum for how many known slots no majority of the members answers this node
 * @param narrowPaths on how many of the paths tried lately long datagrams get lost
 * @param clockSkew how far this node's clock is ahead of the median of the cluster
 */
public record Measurements(Readiness.Reason reason, Map<NodeState, Integer> nodes, Contacts contacts,
        NodeStatus.Slots slots, int slotsHeld, int slotsWithoutQuorum, Rows rows, int narrowPaths,
        Duration clockSkew) {

    /** Copies the nodes. */
    public Measurements {
        nodes = Map.copyOf(nodes);
    }

    /**
     * The nodes of a routing table.
     *
     * @param live in buckets, and heard lately
     * @param silent in buckets, and not heard lately
     * @param replacements waiting for a place in a bucket
     */
    public record Contacts(int live, int silent, int replacements) {}

    /** What is stored on this node: rows with values, and those that stand for deleted ones. */
    public record Rows(long keys, long tombstones, boolean isDiskFull) {}
}

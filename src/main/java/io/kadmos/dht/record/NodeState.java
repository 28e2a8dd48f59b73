package io.kadmos.dht.record;

/** The state of a node in its cluster, as the node reports it or as another node sees it. */
public enum NodeState {
    /** The node is forming a cluster, joining one, or not yet serving. */
    JOINING,
    /** The node takes part. */
    ACTIVE,
    /** The node hands its slots over in order to leave for good. */
    DRAINING,
    /** The node is known but does not answer. */
    SUSPECT,
    /** The node has left for good. */
    GONE
}

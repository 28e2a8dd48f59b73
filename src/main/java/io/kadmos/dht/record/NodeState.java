package io.kadmos.dht.record;

/** What a node is doing in its cluster, as it says itself or as another sees it. */
public enum NodeState {
    /** On its way in: forming, joining, or not yet serving. */
    JOINING,
    /** Taking part. */
    ACTIVE,
    /** Handing over what it holds in order to leave. */
    DRAINING,
    /** Known, but silent. */
    SUSPECT,
    /** Left for good. */
    GONE
}

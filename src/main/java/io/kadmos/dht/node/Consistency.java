package io.kadmos.dht.node;

/** What a read promises. */
public enum Consistency {
    /** The newest acknowledged write, as a quorum agrees. */
    LINEARIZABLE,
    /** What the nearest replica holds; it may be stale. */
    LOCAL
}

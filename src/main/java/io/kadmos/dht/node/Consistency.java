package io.kadmos.dht.node;

/** What a client asks of a read. */
public enum Consistency {
    /** The newest acknowledged write, agreed on by a quorum (protocol.md R8). */
    LINEARIZABLE,
    /** What the nearest member that answers holds; it may be stale. */
    LOCAL
}

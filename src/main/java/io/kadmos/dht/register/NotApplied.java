package io.kadmos.dht.register;

/** Nothing was done, and nothing will be. */
public record NotApplied(Reason reason) implements ReadOutcome, WriteOutcome, ListOutcome {

    /** Why. */
    public enum Reason {
        /** No majority of the key's replicas answered before the deadline. */
        NO_QUORUM,
        /** Nobody reachable knows who is responsible for the key. */
        NO_CONFIGURATION,
        /** The node has not joined its cluster yet. */
        NOT_JOINED,
        /** Too many operations wait for this key or this node. */
        OVERLOADED,
        /** The replicas' disks are too full for anything to grow. */
        STORAGE_FULL,
        /** The node's clock is too far off for a write that expires. */
        CLOCK_SKEW,
        /** The node is shutting down. */
        CLOSED
    }
}

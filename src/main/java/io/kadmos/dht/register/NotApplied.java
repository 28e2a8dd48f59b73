package io.kadmos.dht.register;

/** The operation was not applied, and never will be (protocol.md R13). A read or a listing has no answer then. */
public record NotApplied(Reason reason) implements ReadOutcome, WriteOutcome, ListOutcome {

    /** Why the operation was not applied. */
    public enum Reason {
        /** No quorum of the members of the slot answered before the deadline. */
        NO_QUORUM,
        /** This node knows no configuration of the slot. */
        NO_CONFIGURATION,
        /** The node does not run yet, or has not joined its cluster yet. */
        NOT_JOINED,
        /** Too many operations wait for this key, or on this node. */
        OVERLOADED,
        /** The disk of a member is above its high-water mark, and the write sets a value. */
        STORAGE_FULL,
        /** The clock of this node is too far off for a write with a time to live (protocol.md G6). */
        CLOCK_SKEW,
        /** The node is shutting down. */
        CLOSED
    }
}

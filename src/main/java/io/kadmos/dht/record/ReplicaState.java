package io.kadmos.dht.record;

/** What a node may do with the rows of a slot that it holds (protocol.md C3). */
public enum ReplicaState {
    /**
     * The node does not answer for the slot. The rows that it holds are a cache for a later takeover (protocol.md T9).
     */
    INACTIVE,
    /** The node answers for the slot in its epoch. */
    ACTIVE,
    /**
     * The node refuses every message of its epoch: its rows wait for the takeover by the next epoch (protocol.md C6).
     */
    SEALED
}

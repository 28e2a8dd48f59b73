package io.kadmos.dht.record;

/** What a node may do with the rows of a slot that it holds. */
public enum ReplicaState {
    /** It answers for none of them: what it holds, if anything, is a cache from which a later takeover may profit. */
    INACTIVE,
    /** It answers for them in its epoch. */
    ACTIVE,
    /** It handed them over to the next epoch, whatever that is: nothing of its own epoch changes them any more. */
    SEALED
}

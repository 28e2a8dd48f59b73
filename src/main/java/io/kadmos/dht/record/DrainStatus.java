package io.kadmos.dht.record;

/**
 * How far the drain of a node has come.
 *
 * @param total the number of slots that the node held when the drain began
 * @param moved how many of these slots the node does not hold any more
 * @param underReplicated how many slots are handed over but not yet complete at all of their new members
 * @param readBack what the node read back from the new members before it let the rows go (protocol.md T11)
 * @param detail a sentence for an operator
 */
public record DrainStatus(State state, int total, int moved, int underReplicated, ReadBack readBack, String detail) {

    /**
     * Values that the node held when it handed their slots over.
     *
     * @param confirmed how many of these values the new members have
     * @param missing how many of these values the new members do not have, which stay on this node's disk: writes that
     *     were never acknowledged, or values that were deleted meanwhile
     */
    public record ReadBack(long confirmed, long missing) {}

    /** The stages of a drain. */
    public enum State {
        /** No drain was requested. */
        IDLE,
        /** The node is handing its slots over. */
        DRAINING,
        /** The node holds no slot any more: an operator can stop it without a loss. */
        DRAINED,
        /** No slot has moved for a while; the detail says why. The drain continues as soon as it can. */
        FAILED
    }
}

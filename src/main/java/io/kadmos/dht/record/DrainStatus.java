package io.kadmos.dht.record;

/**
 * How far the departure of a node has come.
 *
 * @param total the slots that it held when it began
 * @param moved those of them that it holds no more
 * @param underReplicated those that are handed over, but not yet complete at all of their new members
 * @param readBack what was read back from the new members before the slots were let go
 * @param detail a sentence for people
 */
public record DrainStatus(State state, int total, int moved, int underReplicated, ReadBack readBack, String detail) {

    /**
     * Values that the node held when it handed their slots over.
     *
     * @param confirmed those that the new members have
     * @param missing those that they do not have: writes that failed, and stay on this node's disk
     */
    public record ReadBack(long confirmed, long missing) {}

    /** The stages of a departure. */
    public enum State {
        /** Nobody asked for it. */
        IDLE,
        /** Slots are being handed over. */
        DRAINING,
        /** Stopping this node loses nothing. */
        DRAINED,
        /** Nothing has moved for a while; the detail says why. It goes on as soon as it can. */
        FAILED
    }
}

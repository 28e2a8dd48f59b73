package io.kadmos.dht.record;

/**
 * How far the departure of a node has come.
 *
 * @param total the slots that it held when it began
 * @param moved those of them that it holds no more
 * @param underReplicated those that are handed over, but not yet complete at all of their new members
 * @param detail a sentence for people
 */
public record DrainStatus(State state, int total, int moved, int underReplicated, String detail) {

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

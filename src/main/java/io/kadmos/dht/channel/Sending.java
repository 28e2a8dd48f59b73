package io.kadmos.dht.channel;

/**
 * What is known of a message handed to the channel. A small one leaves in one datagram and nobody learns what became of
 * it; a large one is moved part by part until the peer has all of it. Event loop only.
 */
public final class Sending {

    /** How far a message is. */
    public enum State {
        /** It left in a datagram, which may be lost. */
        SENT,
        /** Its parts are being moved, or wait for their turn; sending it again would only slow it down. */
        UNDER_WAY,
        /** The peer has all of it. */
        DELIVERED,
        /** It will not arrive: the peer was silent for too long, too much was waiting, or it was abandoned. */
        FAILED
    }

    static final Sending SENT = new Sending(State.SENT);
    static final Sending FAILED = new Sending(State.FAILED);

    private State state;

    private Sending(State state) {
        this.state = state;
    }

    static Sending underWay() {
        return new Sending(State.UNDER_WAY);
    }

    /** How far the message is. */
    public State state() {
        return state;
    }

    /** Nobody needs it any more: what was not moved yet will not be. */
    public void abandon() {
        settle(State.FAILED);
    }

    /** Ends a transfer; whatever ended before stays as it was. */
    void settle(State end) {
        if (state == State.UNDER_WAY) {
            state = end;
        }
    }
}

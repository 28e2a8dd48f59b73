package io.kadmos.dht.channel;

/**
 * The progress of a message that a node handed to the channel. A small message leaves in one datagram, and the sender
 * does not learn whether it arrived. A large message is sent part by part until the peer has acknowledged all of it.
 * Event loop only.
 */
public final class Sending {

    /** The progress of a message. */
    public enum State {
        /** The message left in a datagram, which may be lost. */
        SENT,
        /** Its parts are being sent or wait for their turn. Sending the message again would only slow it down. */
        UNDER_WAY,
        /** The peer has all of it. */
        DELIVERED,
        /** It will not arrive: the peer was silent for too long, a bound was exceeded, or the sender abandoned it. */
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

    /** The progress of the message. */
    public State state() {
        return state;
    }

    /** The sender does not need the message any more: the channel sends no further part of it. */
    public void abandon() {
        end(State.FAILED);
    }

    /** Ends a sending that is under way. The end of one that ended before does not change. */
    void end(State outcome) {
        if (state == State.UNDER_WAY) {
            state = outcome;
        }
    }
}

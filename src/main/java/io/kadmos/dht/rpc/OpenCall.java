package io.kadmos.dht.rpc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.channel.RoundTripEstimator;
import io.kadmos.dht.channel.Sending;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Envelope;
import io.kadmos.dht.message.Message;

/**
 * One call that has not ended, and when it must be checked: to send the request again, or to end at its deadline
 * (protocol.md W9). Ordered by the time of the next check, then by request id; this time must not change while the call
 * is in an ordered set. Times are uptime in nanoseconds.
 */
final class OpenCall implements Comparable<OpenCall> {

    private final Contact to;
    private final Envelope envelope;
    private final PeerTiming peer;
    private final Consumer<CallResult> done;
    private final long sinceNanos;
    private final long deadlineNanos;
    /** The sending of the last copy; null if the call is to this node itself. */
    private @Nullable Sending sending;
    private boolean arrived;
    private int sends;
    private long timeoutNanos;
    private long dueNanos;

    OpenCall(Contact to, Envelope envelope, PeerTiming peer, Consumer<CallResult> done, long sinceNanos) {
        this.to = to;
        this.envelope = envelope;
        this.peer = peer;
        this.done = done;
        this.sinceNanos = sinceNanos;
        this.deadlineNanos = sinceNanos + envelope.deadlineMillis() * 1_000_000L;
        this.dueNanos = deadlineNanos;
    }

    Contact to() {
        return to;
    }

    Envelope envelope() {
        return envelope;
    }

    Message request() {
        return envelope.message();
    }

    long requestId() {
        return envelope.requestId();
    }

    PeerTiming peer() {
        return peer;
    }

    Consumer<CallResult> done() {
        return done;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** When the call must be checked. */
    long dueNanos() {
        return dueNanos;
    }

    /** How many copies and reminders of the request were sent. */
    int sends() {
        return sends;
    }

    /** How long the client waits for an answer to the last copy. */
    long timeoutNanos() {
        return timeoutNanos;
    }

    /**
     * Whether a node may answer: only the node that was asked. If it was asked without its id, a matching request id is
     * enough.
     */
    boolean mayBeAnsweredBy(Id node) {
        return to.id().equals(node) || !to.isIdentified();
    }

    /**
     * Whether the answer measures the round trip: only one copy was sent, in one datagram (Karn's algorithm,
     * protocol.md W9).
     */
    boolean wasSentOnce() {
        return sends == 1 && leftInOneDatagram();
    }

    /** Whether the last copy left in one datagram, so that a loss of it goes unnoticed. */
    boolean leftInOneDatagram() {
        return is(Sending.State.SENT);
    }

    /** Whether the channel is still sending parts of the request. */
    boolean isBeingMoved() {
        return is(Sending.State.UNDER_WAY);
    }

    /** Whether the peer has acknowledged the whole request. */
    boolean hasArrived() {
        return arrived || is(Sending.State.DELIVERED);
    }

    /** A copy was sent. The client waits for it twice as long as for the one before (RFC 6298 §5.5). */
    void sent(Sending copy, long nowNanos) {
        arrived = hasArrived();
        sending = copy;
        sends++;
        timeoutNanos = Math.min(Math.max(2 * timeoutNanos, peer.roundTrip().timeoutNanos()),
                RoundTripEstimator.CAP_NANOS);
        lookAgainAt(nowNanos + timeoutNanos);
    }

    void lookAgainAt(long uptimeNanos) {
        dueNanos = Math.min(uptimeNanos, deadlineNanos);
    }

    /** The client does nothing more for this call until its deadline. */
    void waitForDeadline() {
        dueNanos = deadlineNanos;
    }

    /** The call has ended: the channel sends no further part of its request. */
    void abandonSending() {
        if (sending != null) {
            sending.abandon();
        }
    }

    private boolean is(Sending.State state) {
        return sending != null && sending.state() == state;
    }

    @Override
    public int compareTo(OpenCall other) {
        int order = Long.compare(dueNanos, other.dueNanos);
        return order != 0 ? order : Long.compare(envelope.requestId(), other.envelope.requestId());
    }
}

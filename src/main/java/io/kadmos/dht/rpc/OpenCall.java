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
 * One open question. Ordered by when it has to be looked at, then by request id; the first must not change while the
 * call is in an ordered set. Times are uptime in nanoseconds.
 */
final class OpenCall implements Comparable<OpenCall> {

    private final Contact to;
    private final Envelope envelope;
    private final PeerTiming peer;
    private final Consumer<CallResult> done;
    private final long sinceNanos;
    private final long deadlineNanos;
    /** Of the last copy; none if the call is to this very node. */
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

    /** When the call has to be looked at. */
    long dueNanos() {
        return dueNanos;
    }

    /** How often the request, or a reminder of it, was sent. */
    int sends() {
        return sends;
    }

    /** How long the last copy was given to be answered. */
    long timeoutNanos() {
        return timeoutNanos;
    }

    /** Only the node that was asked may answer; of one asked without its name, the request id must do. */
    boolean mayBeAnsweredBy(Id node) {
        return to.id().equals(node) || to.id().equals(Id.ZERO);
    }

    /** Whether the round trip of the answer can be told: one copy, in one datagram (Karn's algorithm). */
    boolean wasSentOnce() {
        return sends == 1 && leftInOneDatagram();
    }

    /** Whether the last copy may be lost without anybody knowing. */
    boolean leftInOneDatagram() {
        return is(Sending.State.SENT);
    }

    /** Whether parts of the request are still on their way. */
    boolean isBeingMoved() {
        return is(Sending.State.UNDER_WAY);
    }

    /** Whether the peer is known to have the request. */
    boolean hasArrived() {
        return arrived || is(Sending.State.DELIVERED);
    }

    /** A copy was sent. It is given twice as long as the one before (RFC 6298 §5.5). */
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

    /** Nothing more can be done. */
    void waitForDeadline() {
        dueNanos = deadlineNanos;
    }

    /** Nobody waits for the answer any more. */
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

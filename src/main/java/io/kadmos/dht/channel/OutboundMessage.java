package io.kadmos.dht.channel;

import java.nio.ByteBuffer;

import io.kadmos.dht.channel.Frame.Ack;

/**
 * A large message that this node is sending: selective repeat with a fixed window (protocol.md W7). It decides which
 * part to send next. A part counts as lost when three parts sent later have arrived (RFC 9002 §6.1.1), or when it stays
 * unacknowledged for the timeout. Times are uptime in nanoseconds.
 */
final class OutboundMessage {

    /** The number of parts, from the first unacknowledged one, that may be under way. An ACK can name them all. */
    static final int WINDOW = 32;
    /** There is no part to send now. */
    static final int NONE = -1;

    private static final int REORDERING = 3;
    private static final long NOT_SENT = -1;

    private final long id;
    private final byte[] message;
    private final int partBytes;
    private final int count;
    private final Sending sending = Sending.underWay();

    /** All parts below this one are acknowledged. */
    private int base;
    /** Bit i: part base + i is acknowledged. */
    private long acknowledged;
    /**
     * For part p, at index p mod WINDOW: when it was last sent. The two arrays that follow hold, in the same way, the
     * sequence number of that sending and whether the part was sent more than once.
     */
    private final long[] sentAtNanos = new long[WINDOW];

    private final long[] sequence = new long[WINDOW];
    private final boolean[] repeated = new boolean[WINDOW];
    private int beyondSent;
    private long nextSequence;
    private long newestAcknowledged = NOT_SENT;
    private long lastProgressNanos;

    OutboundMessage(long id, byte[] message, int maxPartBytes) {
        this.id = id;
        this.message = message;
        // Equal parts: the last datagram is not a tiny one.
        this.partBytes = Math.ceilDiv(message.length, Math.ceilDiv(message.length, maxPartBytes));
        this.count = Frame.countParts(message.length, partBytes);
    }

    long id() {
        return id;
    }

    int totalBytes() {
        return message.length;
    }

    Sending sending() {
        return sending;
    }

    long lastProgressNanos() {
        return lastProgressNanos;
    }

    /** The part to send now: the first lost one, otherwise the next one that the window admits. */
    int next(long nowNanos, long timeoutNanos) {
        for (int part = base; part < beyondSent; part++) {
            if (!isAcknowledged(part) && (isOvertaken(part) || dueNanos(part, timeoutNanos) <= nowNanos)) {
                return part;
            }
        }
        return beyondSent < Math.min(count, base + WINDOW) ? beyondSent : NONE;
    }

    /** Whether a part under way stayed unacknowledged for the timeout: the peer or the network is in trouble. */
    boolean isTimedOut(long nowNanos, long timeoutNanos) {
        return nextDueNanos(timeoutNanos) <= nowNanos;
    }

    /** The uptime at which the first part under way times out. */
    long nextDueNanos(long timeoutNanos) {
        long due = Long.MAX_VALUE;
        for (int part = base; part < beyondSent; part++) {
            if (!isAcknowledged(part)) {
                due = Math.min(due, dueNanos(part, timeoutNanos));
            }
        }
        return due;
    }

    /** The length of the frame that carries a part, in bytes. */
    int frameBytes(int part) {
        return Frame.PART_OVERHEAD + length(part);
    }

    /** Appends the frame that carries a part. The part counts as sent now. */
    void send(int part, ByteBuffer out, long nowNanos) {
        out.put((byte) Frame.PART_TYPE).putLong(id).putInt(message.length);
        out.putShort((short) partBytes).putShort((short) part).put(message, part * partBytes, length(part));
        if (nextSequence == 0) {
            lastProgressNanos = nowNanos;
        }
        repeated[part % WINDOW] = part < beyondSent;
        sentAtNanos[part % WINDOW] = nowNanos;
        sequence[part % WINDOW] = nextSequence++;
        beyondSent = Math.max(beyondSent, part + 1);
    }

    /** Takes in an ACK. Returns a round trip in nanoseconds, or -1 if this ACK gives none (Karn, RFC 6298 §3). */
    long acknowledge(Ack ack, long nowNanos) {
        long roundTripNanos = -1;
        for (int part = base; part < beyondSent; part++) {
            if (!isAcknowledged(part) && covers(ack, part)) {
                acknowledged |= 1L << (part - base);
                lastProgressNanos = nowNanos;
                if (sequence[part % WINDOW] > newestAcknowledged) {
                    newestAcknowledged = sequence[part % WINDOW];
                    roundTripNanos = repeated[part % WINDOW] ? -1 : nowNanos - sentAtNanos[part % WINDOW];
                }
            }
        }
        int arrived = Long.numberOfTrailingZeros(~acknowledged);
        base += arrived;
        acknowledged >>>= arrived;
        if (base == count) {
            sending.end(Sending.State.DELIVERED);
        }
        return roundTripNanos;
    }

    private boolean isAcknowledged(int part) {
        return (acknowledged >>> (part - base) & 1) != 0;
    }

    private boolean isOvertaken(int part) {
        return sequence[part % WINDOW] + REORDERING <= newestAcknowledged;
    }

    private long dueNanos(int part, long timeoutNanos) {
        return sentAtNanos[part % WINDOW] + timeoutNanos;
    }

    private int length(int part) {
        return Math.min(partBytes, message.length - part * partBytes);
    }

    private static boolean covers(Ack ack, int part) {
        int bit = part - ack.cumulative() - 1;
        return part < ack.cumulative() || (bit >= 0 && bit < Frame.BITMAP_BITS && (ack.bitmap() >>> bit & 1) != 0);
    }
}

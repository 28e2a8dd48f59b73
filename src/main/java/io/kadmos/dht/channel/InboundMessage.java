package io.kadmos.dht.channel;

import java.nio.ByteBuffer;
import java.util.BitSet;

import io.kadmos.dht.channel.Frame.Ack;
import io.kadmos.dht.channel.Frame.Part;

/** A large message that a peer is sending: the parts that arrived, each in its place (protocol.md W7). */
final class InboundMessage {

    /** After this many parts in order the receiver acknowledges them. It acknowledges a part out of order at once. */
    private static final int PARTS_PER_ACK = 4;

    private final long id;
    private final byte[] message;
    private final int partBytes;
    private final int count;
    private final BitSet arrived;
    private int cumulative;
    private int unacknowledged;
    private long lastPartNanos;

    /** Allocates the memory for the whole message, whose length the caller has checked. */
    InboundMessage(Part first) {
        id = first.messageId();
        message = new byte[first.totalBytes()];
        partBytes = first.partBytes();
        count = first.count();
        arrived = new BitSet(count);
    }

    int totalBytes() {
        return message.length;
    }

    long lastPartNanos() {
        return lastPartNanos;
    }

    /** Whether a part belongs to a message of the same length, cut into parts of the same length. */
    boolean fits(Part part) {
        return part.totalBytes() == message.length && part.partBytes() == partBytes;
    }

    /** Puts a part into its place. Returns whether to acknowledge now. */
    boolean accept(Part part, long nowNanos) {
        lastPartNanos = nowNanos;
        boolean inOrder = part.index() == cumulative && cumulative == arrived.length();
        if (!arrived.get(part.index())) {
            part.bytes().get(message, part.index() * partBytes, part.bytes().remaining());
            arrived.set(part.index());
            cumulative = arrived.nextClearBit(cumulative);
        }
        unacknowledged++;
        return !inOrder || unacknowledged >= PARTS_PER_ACK || isComplete();
    }

    boolean isComplete() {
        return cumulative == count;
    }

    /** The acknowledgement of all parts that arrived so far. */
    Ack ack() {
        unacknowledged = 0;
        long bitmap = 0;
        int end = Math.min(arrived.length(), cumulative + 1 + Frame.BITMAP_BITS);
        for (int part = arrived.nextSetBit(cumulative + 1); part >= 0 && part < end;
                part = arrived.nextSetBit(part + 1)) {
            bitmap |= 1L << (part - cumulative - 1);
        }
        return new Ack(id, cumulative, bitmap);
    }

    ByteBuffer message() {
        return ByteBuffer.wrap(message);
    }
}

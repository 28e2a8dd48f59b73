package io.kadmos.dht.channel;

import java.nio.ByteBuffer;

/**
 * One piece of the plaintext of a datagram; a datagram holds one or more frames in sequence (protocol.md §11).
 *
 * <pre>
 * MESSAGE  0x01 u8 | length u16 | bytes                                a whole message
 * PART     0x02 u8 | message u64  | total bytes u32 | bytes per part u16 | index u16 | bytes
 * ACK      0x03 u8 | message u64  | cumulative u16 | bitmap u64
 * ABANDON  0x04 u8 | message u64                                       no more parts will come
 * </pre>
 *
 * All parts of a large message but the last have the same length, so a part's length follows from the other fields. An
 * ACK says that all parts below {@code cumulative} arrived; bit i of the bitmap says that part cumulative + 1 + i
 * arrived. A frame of an unknown type has an unknown length, so the receiver drops the rest of the datagram.
 */
sealed interface Frame {

    int MESSAGE_TYPE = 1;
    int PART_TYPE = 2;
    int ACK_TYPE = 3;
    int ABANDON_TYPE = 4;
    int MESSAGE_OVERHEAD = 1 + 2;
    int PART_OVERHEAD = 1 + 8 + 4 + 2 + 2;
    int ACK_BYTES = 1 + 8 + 2 + 8;
    int ABANDON_BYTES = 1 + 8;
    /** The number of parts behind the first missing one that an ACK can name. */
    int BITMAP_BITS = Long.SIZE;

    /** A whole message. The bytes are those of the datagram, so the receiver must not keep them. */
    record Whole(ByteBuffer message) implements Frame {}

    /** A part of a message. The bytes are those of the datagram, so the receiver must not keep them. */
    record Part(long messageId, int totalBytes, int partBytes, int index, ByteBuffer bytes) implements Frame {

        /** The number of parts of the message. */
        int count() {
            return countParts(totalBytes, partBytes);
        }
    }

    /** Tells the sender which parts arrived. */
    record Ack(long messageId, int cumulative, long bitmap) implements Frame {

        void writeTo(ByteBuffer out) {
            out.put((byte) ACK_TYPE).putLong(messageId).putShort((short) cumulative).putLong(bitmap);
        }
    }

    /** Tells the receiver that the sender gave up a large message. */
    record Abandon(long messageId) implements Frame {

        void writeTo(ByteBuffer out) {
            out.put((byte) ABANDON_TYPE).putLong(messageId);
        }
    }

    /** Bytes that are no frame of this wire version: the receiver drops the rest of the datagram. */
    record Unreadable() implements Frame {

        static final Unreadable INSTANCE = new Unreadable();
    }

    /** Reads the next frame from hostile bytes. */
    static Frame read(ByteBuffer in) {
        int type = in.get();
        return switch (type) {
            case MESSAGE_TYPE -> in.remaining() < MESSAGE_OVERHEAD - 1 ? Unreadable.INSTANCE : readWhole(in);
            case PART_TYPE -> in.remaining() < PART_OVERHEAD - 1 ? Unreadable.INSTANCE : readPart(in);
            case ACK_TYPE -> in.remaining() < ACK_BYTES - 1
                    ? Unreadable.INSTANCE
                    : new Ack(in.getLong(), Short.toUnsignedInt(in.getShort()), in.getLong());
            case ABANDON_TYPE -> in.remaining() < ABANDON_BYTES - 1 ? Unreadable.INSTANCE : new Abandon(in.getLong());
            default -> Unreadable.INSTANCE;
        };
    }

    /** The number of parts of this length into which a message is cut. */
    static int countParts(int totalBytes, int partBytes) {
        return (totalBytes + partBytes - 1) / partBytes;
    }

    private static Frame readWhole(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        return length > in.remaining() ? Unreadable.INSTANCE : new Whole(take(in, length));
    }

    private static Frame readPart(ByteBuffer in) {
        long messageId = in.getLong();
        int totalBytes = in.getInt();
        int partBytes = Short.toUnsignedInt(in.getShort());
        int index = Short.toUnsignedInt(in.getShort());
        if (totalBytes < 1 || totalBytes > Channel.MAX_MESSAGE_BYTES || partBytes < Channel.MIN_PART_BYTES) {
            return Unreadable.INSTANCE;
        }
        if (index >= countParts(totalBytes, partBytes)) {
            return Unreadable.INSTANCE;
        }
        int length = Math.min(partBytes, totalBytes - index * partBytes);
        if (length > in.remaining()) {
            return Unreadable.INSTANCE;
        }
        return new Part(messageId, totalBytes, partBytes, index, take(in, length));
    }

    private static ByteBuffer take(ByteBuffer in, int length) {
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return bytes;
    }
}

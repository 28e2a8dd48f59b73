package io.kadmos.dht.channel;

import java.nio.ByteBuffer;

/**
 * What a datagram is filled with, one behind the other.
 *
 * <pre>
 * MESSAGE  0x01 u8 | length u16 | bytes                                a whole message
 * PART     0x02 u8 | transfer u64 | total bytes u32 | bytes per part u16 | index u16 | bytes
 * ACK      0x03 u8 | transfer u64 | cumulative u16 | bitmap u64
 * ABANDON  0x04 u8 | transfer u64                                      no more parts will come
 * </pre>
 *
 * All parts of a transfer but the last have the same length, so a part's length follows from the other fields. An ACK
 * says that all parts below {@code cumulative} arrived, and, by bit i of the bitmap, part cumulative + 1 + i. A frame
 * of an unknown type has an unknown length: what follows it is lost.
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
    /** How many parts behind the first missing one an ACK can name. */
    int BITMAP_BITS = Long.SIZE;

    /** A whole message; the bytes are those of the datagram and not to be kept. */
    record Whole(ByteBuffer message) implements Frame {}

    /** A part of a message; the bytes are those of the datagram and not to be kept. */
    record Part(long transfer, int totalBytes, int partBytes, int index, ByteBuffer bytes) implements Frame {

        /** How many parts the message has. */
        int count() {
            return countParts(totalBytes, partBytes);
        }
    }

    /** Which parts arrived. */
    record Ack(long transfer, int cumulative, long bitmap) implements Frame {

        void writeTo(ByteBuffer out) {
            out.put((byte) ACK_TYPE).putLong(transfer).putShort((short) cumulative).putLong(bitmap);
        }
    }

    /** The sender gave a transfer up. */
    record Abandon(long transfer) implements Frame {

        void writeTo(ByteBuffer out) {
            out.put((byte) ABANDON_TYPE).putLong(transfer);
        }
    }

    /** Not a frame of this version: the rest of the datagram is useless. */
    record Unreadable() implements Frame {

        static final Unreadable INSTANCE = new Unreadable();
    }

    /** Takes the next frame out of hostile bytes. */
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

    /** How many parts of a length a message is cut into. */
    static int countParts(int totalBytes, int partBytes) {
        return (totalBytes + partBytes - 1) / partBytes;
    }

    private static Frame readWhole(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        return length > in.remaining() ? Unreadable.INSTANCE : new Whole(take(in, length));
    }

    private static Frame readPart(ByteBuffer in) {
        long transfer = in.getLong();
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
        return new Part(transfer, totalBytes, partBytes, index, take(in, length));
    }

    private static ByteBuffer take(ByteBuffer in, int length) {
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return bytes;
    }
}

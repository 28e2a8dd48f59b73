package io.kadmos.dht.storage;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The last four bytes of everything we store: the CRC-32C of what stands before them. */
final class Checksum {

    /** Bytes of a checksum. */
    static final int BYTES = Integer.BYTES;

    private Checksum() {}

    /** The value with its checksum behind it. */
    static byte[] append(byte[] value) {
        return ByteBuffer.allocate(value.length + BYTES).put(value).putInt(of(value, value.length)).array();
    }

    /** Fills in the checksum of an array whose last four bytes were kept free for it. */
    static void seal(byte[] array) {
        int length = array.length - BYTES;
        ByteBuffer.wrap(array).putInt(length, of(array, length));
    }

    /** The value without its checksum, if that is right. */
    static Optional<ByteBuffer> verify(byte[] array) {
        int length = array.length - BYTES;
        if (length < 0 || ByteBuffer.wrap(array).getInt(length) != of(array, length)) {
            return Optional.empty();
        }
        return Optional.of(ByteBuffer.wrap(array, 0, length));
    }

    private static int of(byte[] array, int length) {
        CRC32C crc = new CRC32C();
        crc.update(array, 0, length);
        return (int) crc.getValue();
    }
}

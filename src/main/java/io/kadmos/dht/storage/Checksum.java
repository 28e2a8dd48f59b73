package io.kadmos.dht.storage;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The last four bytes of a row, a fact, a mark and a slot state on the disk: the CRC-32C of the bytes before them. */
final class Checksum {

    /** The length of a checksum in bytes. */
    static final int BYTES = Integer.BYTES;

    private Checksum() {}

    /** The value followed by its checksum. */
    static byte[] append(byte[] value) {
        return ByteBuffer.allocate(value.length + BYTES).put(value).putInt(of(value, value.length)).array();
    }

    /** Fills in the checksum of an array whose last four bytes are reserved for it. */
    static void seal(byte[] array) {
        int length = array.length - BYTES;
        ByteBuffer.wrap(array).putInt(length, of(array, length));
    }

    /** The value without its checksum; empty if the checksum does not match. */
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

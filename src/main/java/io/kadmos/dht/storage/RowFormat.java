package io.kadmos.dht.storage;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

import io.kadmos.dht.record.RecordCodec;
import io.kadmos.dht.record.StoredRecord;

/**
 * The bytes of a row: format, record, checksum. The accepted ballot of the record is also the promise that a row read
 * from the disk begins with.
 */
final class RowFormat {

    private static final byte FORMAT = 1;

    private RowFormat() {}

    static byte[] write(StoredRecord record) {
        byte[] array = new byte[1 + RecordCodec.size(record) + Checksum.BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(array).put(FORMAT);
        RecordCodec.write(record, buffer);
        Checksum.seal(array);
        return array;
    }

    /** The record; empty if the bytes are damaged in any way (protocol.md R14). */
    static Optional<StoredRecord> read(byte[] array) {
        return Checksum.verify(array).flatMap(RowFormat::parse);
    }

    private static Optional<StoredRecord> parse(ByteBuffer buffer) {
        try {
            if (buffer.get() != FORMAT) {
                return Optional.empty();
            }
            StoredRecord record = RecordCodec.readRecord(buffer);
            return buffer.hasRemaining() ? Optional.empty() : Optional.of(record);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }
}

package io.kadmos.dht.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.ConfigurationCodec;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.RecordCodec;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Succession;

/**
 * Reads values from bytes of another node, in the forms in which {@link Writer} writes them. The reader checks every
 * length before it allocates anything. Wrong bytes are an {@link IllegalArgumentException} or a
 * {@link java.nio.BufferUnderflowException}.
 */
final class Reader {

    private final ByteBuffer buffer;

    Reader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    int u8() {
        return Byte.toUnsignedInt(buffer.get());
    }

    int u16() {
        return Short.toUnsignedInt(buffer.getShort());
    }

    int u32() {
        return buffer.getInt();
    }

    long u64() {
        return buffer.getLong();
    }

    boolean flag() {
        return u8() != 0;
    }

    <T> T choice(List<T> choices) {
        int index = u8();
        if (index >= choices.size()) {
            throw new IllegalArgumentException("choice " + index + " of " + choices.size());
        }
        return choices.get(index);
    }

    String text(int limitBytes) {
        byte[] utf8 = bytes(u16(), limitBytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text that is not UTF-8", e);
        }
    }

    <T> @Nullable T optional(Function<Reader, T> read) {
        return flag() ? read.apply(this) : null;
    }

    <T> List<T> list(int limit, Function<Reader, T> read) {
        int count = u16();
        // An element has at least one byte, so a count above the number of bytes left is wrong.
        if (count > limit || count > buffer.remaining()) {
            throw new IllegalArgumentException("list of " + count + ", at most " + limit);
        }
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(read.apply(this));
        }
        return values;
    }

    Id id() {
        return Id.from(buffer);
    }

    Key key() {
        return Key.ofUtf8(bytes(u16(), Key.MAX_BYTES));
    }

    Endpoint endpoint() {
        return Endpoint.of(bytes(u8(), 16), u16());
    }

    Contact contact() {
        return new Contact(id(), endpoint());
    }

    Slot slot() {
        return ConfigurationCodec.readSlot(buffer);
    }

    SlotEpoch where() {
        return ConfigurationCodec.readSlotEpoch(buffer);
    }

    DiskId disk() {
        return ConfigurationCodec.readDiskId(buffer);
    }

    Member member() {
        return ConfigurationCodec.readMember(buffer);
    }

    Succession succession() {
        return ConfigurationCodec.readSuccession(buffer);
    }

    SlotSuccession slotSuccession() {
        return new SlotSuccession(slot(), succession());
    }

    Decree decree() {
        return ConfigurationCodec.readDecree(buffer);
    }

    Formation formation() {
        return ConfigurationCodec.readFormation(buffer);
    }

    Ballot ballot() {
        return RecordCodec.readBallot(buffer);
    }

    Outline outline() {
        return RecordCodec.readOutline(buffer);
    }

    Body body() {
        return RecordCodec.readBody(buffer);
    }

    StoredRecord stored() {
        return RecordCodec.readRecord(buffer);
    }

    Introduction introduction() {
        return new Introduction(text(Introduction.MAX_NAME_BYTES), disk(), u64(), endpoint(), optional(Reader::id),
                choice(Writer.STATES), u64(), text(Introduction.MAX_RELEASE_BYTES));
    }

    /** Skips the padding and returns its length, in bytes. */
    int padding() {
        int length = u16();
        if (length > buffer.remaining()) {
            throw new IllegalArgumentException("padding of " + length + " bytes, left " + buffer.remaining());
        }
        buffer.position(buffer.position() + length);
        return length;
    }

    private byte[] bytes(int length, int limit) {
        if (length > limit || length > buffer.remaining()) {
            throw new IllegalArgumentException(length + " bytes, at most " + limit + ", left " + buffer.remaining());
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }
}

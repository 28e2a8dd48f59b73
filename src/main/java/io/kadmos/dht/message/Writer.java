package io.kadmos.dht.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
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
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.RecordCodec;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Succession;

/** Appends values to a buffer, which grows as needed and serves for the next message again. One thread only. */
final class Writer {

    /** A longer buffer is dropped after its message. This is enough for all messages without values or long lists. */
    private static final int KEPT_BYTES = 8 << 10;

    /** A choice is written as its index here; new ones are appended. */
    static final List<NodeState> STATES = List.of(NodeState.JOINING, NodeState.ACTIVE, NodeState.DRAINING,
            NodeState.SUSPECT, NodeState.GONE);
    /** As for the states. */
    static final List<Bodies> BODIES = List.of(Bodies.ALWAYS, Bodies.IF_SMALL);
    /** As for the states. */
    static final List<ReplicaState> REPLICAS = List.of(ReplicaState.INACTIVE, ReplicaState.ACTIVE, ReplicaState.SEALED);

    private ByteBuffer buffer = ByteBuffer.allocate(KEPT_BYTES);

    void clear() {
        if (buffer.capacity() > KEPT_BYTES) {
            buffer = ByteBuffer.allocate(KEPT_BYTES);
        }
        buffer.clear();
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    Writer u8(int value) {
        room(Byte.BYTES).put((byte) value);
        return this;
    }

    Writer u16(int value) {
        room(Short.BYTES).putShort((short) value);
        return this;
    }

    Writer u32(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    Writer u64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    Writer flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    /** The index in the list of choices. */
    <T> Writer choice(List<T> choices, T value) {
        return u8(choices.indexOf(value));
    }

    /** u16 length, UTF-8. */
    Writer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        u16(utf8.length).room(utf8.length).put(utf8);
        return this;
    }

    /** u16 length, zeros. */
    Writer padding(int length) {
        u16(length).room(length).put(new byte[length]);
        return this;
    }

    /** A flag, and the value if there is one. */
    <T> Writer optional(@Nullable T value, BiConsumer<Writer, T> write) {
        flag(value != null);
        if (value != null) {
            write.accept(this, value);
        }
        return this;
    }

    /** u16 count, the elements. */
    <T> Writer list(List<T> values, BiConsumer<Writer, T> write) {
        u16(values.size());
        for (T value : values) {
            write.accept(this, value);
        }
        return this;
    }

    Writer id(Id id) {
        id.writeTo(room(Id.BYTES));
        return this;
    }

    /** u16 length, the bytes. */
    Writer key(Key key) {
        u16(key.length());
        key.writeTo(room(key.length()));
        return this;
    }

    /** u8 length of the address, the address, u16 port. */
    Writer endpoint(Endpoint endpoint) {
        byte[] address = endpoint.address();
        u8(address.length).room(address.length).put(address);
        return u16(endpoint.port());
    }

    Writer contact(Contact contact) {
        return id(contact.id()).endpoint(contact.endpoint());
    }

    Writer slot(Slot slot) {
        return u16(slot.index());
    }

    Writer where(SlotEpoch where) {
        ConfigurationCodec.write(where, room(ConfigurationCodec.SLOT_EPOCH_BYTES));
        return this;
    }

    Writer disk(DiskId disk) {
        ConfigurationCodec.write(disk, room(ConfigurationCodec.DISK_ID_BYTES));
        return this;
    }

    Writer member(Member member) {
        ConfigurationCodec.write(member, room(ConfigurationCodec.MEMBER_BYTES));
        return this;
    }

    Writer succession(Succession succession) {
        ConfigurationCodec.write(succession, room(ConfigurationCodec.size(succession)));
        return this;
    }

    Writer slotSuccession(SlotSuccession known) {
        return slot(known.slot()).succession(known.succession());
    }

    Writer decree(Decree decree) {
        ConfigurationCodec.write(decree, room(ConfigurationCodec.size(decree)));
        return this;
    }

    Writer formation(Formation formation) {
        ConfigurationCodec.write(formation, room(ConfigurationCodec.size(formation)));
        return this;
    }

    Writer ballot(Ballot ballot) {
        RecordCodec.write(ballot, room(RecordCodec.BALLOT_BYTES));
        return this;
    }

    Writer outline(Outline outline) {
        RecordCodec.write(outline, room(RecordCodec.size(outline)));
        return this;
    }

    Writer body(Body body) {
        RecordCodec.write(body, room(RecordCodec.size(body)));
        return this;
    }

    Writer stored(StoredRecord stored) {
        RecordCodec.write(stored, room(RecordCodec.size(stored)));
        return this;
    }

    Writer introduction(Introduction who) {
        text(who.nodeName()).disk(who.disk()).u64(who.incarnation()).endpoint(who.advertised());
        optional(who.clusterId(), Writer::id).choice(STATES, who.state()).u64(who.wallMillis());
        return text(who.release());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
        return buffer;
    }
}

package io.kadmos.dht.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.SlotSpace;

/** The bytes of the facts, without their checksum. A reader throws what the buffer or a constructor throws. */
final class FactFormat {

    private static final int DISK_BYTES = 16;
    private static final int MAX_CONTACT_BYTES = Id.BYTES + 1 + 16 + 2;

    private FactFormat() {}

    static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static byte[] disk(DiskId disk) {
        return ByteBuffer.allocate(DISK_BYTES).putLong(disk.high()).putLong(disk.low()).array();
    }

    static DiskId readDisk(ByteBuffer buffer) {
        return new DiskId(buffer.getLong(), buffer.getLong());
    }

    static byte[] formation(Formation formation) {
        ByteBuffer buffer = ByteBuffer.allocate(3 + formation.members().size() * (Id.BYTES + DISK_BYTES));
        buffer.put((byte) formation.replicationFactor()).put((byte) formation.slots().bits());
        buffer.put((byte) formation.members().size());
        for (Member member : formation.members()) {
            member.node().writeTo(buffer);
            buffer.put(disk(member.disk()));
        }
        return buffer.array();
    }

    static Formation readFormation(ByteBuffer buffer) {
        int replicationFactor = buffer.get();
        SlotSpace slots = new SlotSpace(buffer.get());
        int count = buffer.get() & 0xff;
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(new Member(Id.from(buffer), readDisk(buffer)));
        }
        return new Formation(members, replicationFactor, slots);
    }

    static byte[] contacts(List<Contact> contacts) {
        ByteBuffer buffer = ByteBuffer.allocate(contacts.size() * MAX_CONTACT_BYTES);
        for (Contact contact : contacts) {
            byte[] address = contact.endpoint().address();
            contact.id().writeTo(buffer);
            buffer.put((byte) address.length).put(address).putShort((short) contact.endpoint().port());
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    static List<Contact> readContacts(ByteBuffer buffer) {
        List<Contact> contacts = new ArrayList<>();
        while (buffer.hasRemaining() && contacts.size() < NodeFacts.MAX_PEERS) {
            Id id = Id.from(buffer);
            byte[] address = new byte[buffer.get() == 4 ? 4 : 16];
            buffer.get(address);
            contacts.add(new Contact(id, Endpoint.of(address, buffer.getShort() & 0xffff)));
        }
        return contacts;
    }
}

package io.kadmos.dht.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.kadmos.dht.id.Id;

/**
 * The bytes of configurations and of their parts, in messages and on the disk. Sizes, errors and threading are those of
 * {@link RecordCodec}.
 *
 * <pre>
 * slot epoch     slot u16, epoch u32
 * member         node id 20 bytes, disk id u128
 * configuration  epoch u32, n u8 ≤ 15, n × member
 * succession     flag u8, previous configuration if it is set, current configuration
 * decree         ballot, n u8 ≤ 15, n × member
 * formation      replication factor u8, slot bits u8, n u8, n × member
 * </pre>
 */
public final class ConfigurationCodec {

    /** Bytes of a slot and its epoch. */
    public static final int SLOT_EPOCH_BYTES = 2 + 4;
    /** Bytes of a disk id. */
    public static final int DISK_ID_BYTES = 16;
    /** Bytes of a member. */
    public static final int MEMBER_BYTES = Id.BYTES + DISK_ID_BYTES;

    private ConfigurationCodec() {}

    /** The bytes that a configuration takes. */
    public static int size(Configuration configuration) {
        return 4 + 1 + configuration.members().size() * MEMBER_BYTES;
    }

    /** Appends a configuration. */
    public static void write(Configuration configuration, ByteBuffer out) {
        out.putInt(configuration.epoch());
        writeMembers(configuration.members(), out);
    }

    /** Reads a configuration. */
    public static Configuration readConfiguration(ByteBuffer in) {
        return new Configuration(in.getInt(), readMembers(in));
    }

    /** The bytes that a succession takes. */
    public static int size(Succession succession) {
        Configuration previous = succession.previous();
        return 1 + (previous == null ? 0 : size(previous)) + size(succession.current());
    }

    /** Appends a succession. */
    public static void write(Succession succession, ByteBuffer out) {
        Configuration previous = succession.previous();
        out.put((byte) (previous == null ? 0 : 1));
        if (previous != null) {
            write(previous, out);
        }
        write(succession.current(), out);
    }

    /** Reads a succession. */
    public static Succession readSuccession(ByteBuffer in) {
        Configuration previous = in.get() == 0 ? null : readConfiguration(in);
        return new Succession(previous, readConfiguration(in));
    }

    /** The bytes that a decree takes. */
    public static int size(Decree decree) {
        return RecordCodec.BALLOT_BYTES + 1 + decree.members().size() * MEMBER_BYTES;
    }

    /** Appends a decree. */
    public static void write(Decree decree, ByteBuffer out) {
        RecordCodec.write(decree.ballot(), out);
        writeMembers(decree.members(), out);
    }

    /** Reads a decree. */
    public static Decree readDecree(ByteBuffer in) {
        return new Decree(RecordCodec.readBallot(in), readMembers(in));
    }

    /** The bytes that a formation takes. */
    public static int size(Formation formation) {
        return 2 + 1 + formation.members().size() * MEMBER_BYTES;
    }

    /** Appends a formation. */
    public static void write(Formation formation, ByteBuffer out) {
        out.put((byte) formation.replicationFactor()).put((byte) formation.slots().bits());
        writeMembers(formation.members(), out);
    }

    /** Reads a formation. */
    public static Formation readFormation(ByteBuffer in) {
        int replicationFactor = in.get();
        SlotSpace slots = new SlotSpace(in.get());
        return new Formation(readMembers(in), replicationFactor, slots);
    }

    /** Appends a member. */
    public static void write(Member member, ByteBuffer out) {
        member.node().writeTo(out);
        write(member.disk(), out);
    }

    /** Reads a member. */
    public static Member readMember(ByteBuffer in) {
        return new Member(Id.from(in), readDiskId(in));
    }

    /** Appends a disk id. */
    public static void write(DiskId disk, ByteBuffer out) {
        out.putLong(disk.high()).putLong(disk.low());
    }

    /** Reads a disk id. */
    public static DiskId readDiskId(ByteBuffer in) {
        return new DiskId(in.getLong(), in.getLong());
    }

    /** Appends a slot and its epoch. */
    public static void write(SlotEpoch where, ByteBuffer out) {
        out.putShort((short) where.slot().index()).putInt(where.epoch());
    }

    /** Reads a slot and its epoch. */
    public static SlotEpoch readSlotEpoch(ByteBuffer in) {
        return new SlotEpoch(readSlot(in), in.getInt());
    }

    /** Reads a slot, two bytes. */
    public static Slot readSlot(ByteBuffer in) {
        return new Slot(Short.toUnsignedInt(in.getShort()));
    }

    private static void writeMembers(List<Member> members, ByteBuffer out) {
        out.put((byte) members.size());
        for (Member member : members) {
            write(member, out);
        }
    }

    private static List<Member> readMembers(ByteBuffer in) {
        int count = Byte.toUnsignedInt(in.get());
        if (count * MEMBER_BYTES > in.remaining()) {
            throw new IllegalArgumentException(count + " members in " + in.remaining() + " bytes");
        }
        List<Member> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(readMember(in));
        }
        return members;
    }
}

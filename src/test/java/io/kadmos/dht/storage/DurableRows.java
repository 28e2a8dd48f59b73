package io.kadmos.dht.storage;

import java.util.Optional;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.StoredRecord;

/** Reads what is durable on the disk of a node, for tests that watch disks from outside. */
public final class DurableRows {

    private DurableRows() {}

    /** The disk key of the row of a key. */
    public static byte[] nameOf(Slot slot, Key key) {
        return Layout.row(slot, key);
    }

    /** The key within the disk key of a row. */
    public static Key keyOf(byte[] name) {
        return Layout.keyOfRow(name);
    }

    /** The disk key of the formation. */
    public static byte[] nameOfFormation() {
        return Layout.fact("formation");
    }

    /** The disk key of the initiator's disk that a member follows. */
    public static byte[] nameOfInitiator() {
        return Layout.fact("former");
    }

    /** The disk key of the state of a slot. */
    public static byte[] nameOf(Slot slot) {
        return Layout.slotState(slot);
    }

    /** The slot within the disk key of a state. */
    public static Slot slotOfState(byte[] name) {
        return Layout.slotOf(name);
    }

    /** The disk key of the mark of another disk. */
    public static byte[] nameOfMark(Member member) {
        return Layout.mark(member);
    }

    /** The number of edits in a mark. */
    public static long readMark(byte[] value) {
        return Checksum.verify(value).orElseThrow().getLong();
    }

    /** The state of a slot. */
    public static SlotState readState(byte[] value) {
        return SlotStateFormat.read(value).orElseThrow();
    }

    /** The record of a row, unless it is damaged. */
    public static Optional<StoredRecord> read(byte[] value) {
        return RowFormat.read(value);
    }
}

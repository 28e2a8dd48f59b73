package io.kadmos.dht.storage;

import java.util.Optional;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.StoredRecord;

/** Reads rows as they lie on a disk, for whoever watches the disks from outside. */
public final class DurableRows {

    private DurableRows() {}

    /** Where the row of a key lies. */
    public static byte[] nameOf(Slot slot, Key key) {
        return Layout.row(slot, key);
    }

    /** The key of a row. */
    public static Key keyOf(byte[] name) {
        return Layout.keyOfRow(name);
    }

    /** Where the cluster's beginning lies. */
    public static byte[] nameOfFormation() {
        return Layout.fact("formation");
    }

    /** Where it lies whom a member goes along with in forming the cluster. */
    public static byte[] nameOfInitiator() {
        return Layout.fact("former");
    }

    /** Where the state of a slot lies. */
    public static byte[] nameOf(Slot slot) {
        return Layout.slotState(slot);
    }

    /** The slot of a state. */
    public static Slot slotOfState(byte[] name) {
        return Layout.slotOf(name);
    }

    /** Where it lies how far another disk was seen. */
    public static byte[] nameOfMark(Member member) {
        return Layout.mark(member);
    }

    /** With how many changes a disk was seen. */
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

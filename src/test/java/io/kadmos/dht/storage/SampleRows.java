package io.kadmos.dht.storage;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.StoredRecord;

/** Rows as they come from a disk, for tests of the classes that decide on them. */
public final class SampleRows {

    private SampleRows() {}

    /** The row of a key that was never written. */
    public static Row empty(Slot slot, Key key) {
        return new Row(slot, key, null, Ballot.absentIn(0), 0);
    }

    /** A row that holds a record. */
    public static Row holding(Slot slot, Key key, StoredRecord record) {
        return new Row(slot, key, record, record.accepted(), 0);
    }

    /** A damaged row of a node whose promises reach up to a clock reading. */
    public static Row damaged(Slot slot, Key key, long ceiling) {
        return Row.damaged(slot, key, ceiling);
    }

    /** Stores a record durably at once. */
    public static void replace(Row row, StoredRecord record) {
        row.replace(record).durable();
    }
}

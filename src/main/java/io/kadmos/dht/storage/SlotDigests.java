package io.kadmos.dht.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.runtime.Disk.Edit;
import io.kadmos.dht.runtime.Disk.Entry;

/**
 * For every slot: the sum of the hashes of its rows, the number of its rows and the number of its tombstones. They are
 * written in the same batch as the row. Two replicas with equal rows have equal digests. Different rows have equal
 * digests only by a 64-bit collision, which delays a repair (protocol.md R16) and loses no value.
 */
final class SlotDigests {

    private static final int ENTRY_BYTES = Long.BYTES + 2 * Integer.BYTES;

    private long[] digests = new long[SlotSpace.DEFAULT.count()];
    private int[] rows = new int[SlotSpace.DEFAULT.count()];
    private int[] tombstones = new int[SlotSpace.DEFAULT.count()];
    private long allRows;
    private long allTombstones;

    /** What a row adds to the digest of its slot. */
    static long hash(Key key, @Nullable StoredRecord record) {
        return record == null ? 0 : hash(key, record.accepted());
    }

    /** What a row adds to the rows of its slot. */
    static int rows(@Nullable StoredRecord record) {
        return record == null ? 0 : 1;
    }

    /** What a row adds to the tombstones of its slot. */
    static int tombstones(@Nullable StoredRecord record) {
        return record != null && record.outline().tombstone() ? 1 : 0;
    }

    private static long hash(Key key, Ballot accepted) {
        long mixed = mix(key.id().high() ^ mix(key.id().middle() ^ key.id().low()));
        mixed = mix(mixed ^ accepted.hlc());
        return mix(mixed ^ accepted.proposer() ^ (long) accepted.epoch() << 32);
    }

    long of(Slot slot) {
        return slot.index() < digests.length ? digests[slot.index()] : 0;
    }

    int tombstones(Slot slot) {
        return slot.index() < tombstones.length ? tombstones[slot.index()] : 0;
    }

    /** The number of rows of all slots. */
    long rows() {
        return allRows;
    }

    /** The number of tombstones of all slots. */
    long tombstones() {
        return allTombstones;
    }

    private int rows(Slot slot) {
        return slot.index() < rows.length ? rows[slot.index()] : 0;
    }

    /** Replaces the share of a row. Returns the edit that makes the digest durable. */
    Edit replace(Slot slot, Key key, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        return set(slot, of(slot) + hash(key, after) - hash(key, before),
                rows(slot) + rows(after) - rows(before),
                tombstones(slot) + tombstones(after) - tombstones(before));
    }

    /** Sets the sums of a slot. Returns the edit that makes them durable. */
    Edit set(Slot slot, long digest, int stored, int deleted) {
        put(slot, digest, stored, deleted);
        return new Edit(Layout.digest(slot),
                ByteBuffer.allocate(ENTRY_BYTES).putLong(digest).putInt(stored).putInt(deleted).array());
    }

    /** Takes an entry that was found on the disk. Returns whether it has the form of a digest. */
    boolean take(Entry entry) {
        ByteBuffer value = ByteBuffer.wrap(entry.value());
        if (value.remaining() != ENTRY_BYTES) {
            return false;
        }
        put(Layout.slotOf(entry.key()), value.getLong(), value.getInt(), value.getInt());
        return true;
    }

    private void put(Slot slot, long digest, int stored, int deleted) {
        if (slot.index() >= digests.length) {
            digests = Arrays.copyOf(digests, SlotSpace.MAX_COUNT);
            rows = Arrays.copyOf(rows, SlotSpace.MAX_COUNT);
            tombstones = Arrays.copyOf(tombstones, SlotSpace.MAX_COUNT);
        }
        allRows += stored - rows[slot.index()];
        allTombstones += deleted - tombstones[slot.index()];
        digests[slot.index()] = digest;
        rows[slot.index()] = stored;
        tombstones[slot.index()] = deleted;
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

package io.kadmos.dht.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.runtime.Disk.Change;
import io.kadmos.dht.runtime.Disk.Entry;

/**
 * For every slot the sum of the hashes of its rows and the number of its tombstones, kept in step with them in the same
 * batch. Two replicas with equal rows have equal digests; that different rows have equal digests is as unlikely as any
 * 64-bit collision, and costs a repair, not a value.
 */
final class SlotDigests {

    private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;

    private long[] digests = new long[SlotSpace.DEFAULT.count()];
    private int[] tombstones = new int[SlotSpace.DEFAULT.count()];

    /** What a row adds to the digest of its slot. */
    static long hash(Key key, @Nullable StoredRecord record) {
        return record == null ? 0 : hash(key, record.accepted());
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

    /** Replaces a row's part, and returns the change that makes it durable. */
    Change replace(Slot slot, Key key, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        return set(slot, of(slot) + hash(key, after) - hash(key, before),
                tombstones(slot) + tombstones(after) - tombstones(before));
    }

    /** Corrects what is known of a slot, and returns the change that makes it durable. */
    Change set(Slot slot, long digest, int deleted) {
        put(slot, digest, deleted);
        return new Change(Layout.digest(slot),
                ByteBuffer.allocate(ENTRY_BYTES).putLong(digest).putInt(deleted).array());
    }

    /** Takes what was found on the disk; says whether it is what a digest looks like. */
    boolean take(Entry entry) {
        ByteBuffer value = ByteBuffer.wrap(entry.value());
        if (value.remaining() != ENTRY_BYTES) {
            return false;
        }
        put(Layout.slotOf(entry.key()), value.getLong(), value.getInt());
        return true;
    }

    private void put(Slot slot, long digest, int deleted) {
        if (slot.index() >= digests.length) {
            digests = Arrays.copyOf(digests, SlotSpace.MAX_COUNT);
            tombstones = Arrays.copyOf(tombstones, SlotSpace.MAX_COUNT);
        }
        digests[slot.index()] = digest;
        tombstones[slot.index()] = deleted;
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

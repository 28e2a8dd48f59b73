package io.kadmos.dht.storage;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.StoredRecord;

/**
 * Counts the digest, the rows and the tombstones of one slot anew while its rows go on changing. For a row that changes
 * during the count, the change counts and not what the scan saw. A recount needs memory for every row of the slot; it
 * runs only after a damaged row was replaced.
 */
final class DigestRecount {

    private static final int PAGE = 256;

    private final Slot slot;
    private final Rows rows;
    private final Counted counted;
    private final Map<Key, Part> parts = new HashMap<>();

    /** What one row adds to the sums of its slot. */
    private record Part(long hash, int rows, int tombstones) {

        static Part of(Key key, @Nullable StoredRecord record) {
            return new Part(SlotDigests.hash(key, record), SlotDigests.rows(record),
                    SlotDigests.tombstones(record));
        }
    }

    /** Takes the sums. */
    @FunctionalInterface
    interface Counted {

        void take(long digest, int rows, int tombstones);
    }

    DigestRecount(Slot slot, Rows rows, Counted counted) {
        this.slot = slot;
        this.rows = rows;
        this.counted = counted;
    }

    void start() {
        countBehind(null);
    }

    void changed(Key key, @Nullable StoredRecord record) {
        parts.put(key, Part.of(key, record));
    }

    private void countBehind(@Nullable Key after) {
        rows.list(slot, after, PAGE, found -> {
            Listing listing = found.orElse(Listing.NOTHING);
            for (Listing.Item item : listing.items()) {
                parts.putIfAbsent(item.key(), Part.of(item.key(), item.record()));
            }
            if (listing.more()) {
                countBehind(listing.last());
            } else {
                counted.take(parts.values().stream().mapToLong(Part::hash).sum(),
                        parts.values().stream().mapToInt(Part::rows).sum(),
                        parts.values().stream().mapToInt(Part::tombstones).sum());
            }
        });
    }
}

package io.kadmos.dht.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.StoredRecord;

/**
 * Counts the digest of one slot afresh while its rows go on changing: what changed meanwhile outweighs what the scan
 * saw of it. Needs memory for every row of the slot, and runs after damage only.
 */
final class DigestRecount {

    private static final int PAGE = 256;

    private final Slot slot;
    private final Rows rows;
    private final LongConsumer counted;
    private final Map<Key, Long> hashes = new HashMap<>();

    DigestRecount(Slot slot, Rows rows, LongConsumer counted) {
        this.slot = slot;
        this.rows = rows;
        this.counted = counted;
    }

    void start() {
        countBehind(null);
    }

    void changed(Key key, @Nullable StoredRecord record) {
        hashes.put(key, SlotDigests.hash(key, record));
    }

    private void countBehind(@Nullable Key after) {
        rows.list(slot, after, PAGE, found -> {
            Listing listing = found.orElse(Listing.NOTHING);
            for (Listing.Item item : listing.items()) {
                hashes.putIfAbsent(item.key(), SlotDigests.hash(item.key(), item.record()));
            }
            if (listing.more()) {
                countBehind(listing.last());
            } else {
                counted.accept(hashes.values().stream().mapToLong(Long::longValue).sum());
            }
        });
    }
}

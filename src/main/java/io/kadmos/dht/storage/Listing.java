package io.kadmos.dht.storage;

import java.util.List;
import java.util.stream.Stream;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.StoredRecord;

/**
 * A page of the records of a slot in row order, the keys of the damaged rows in the same range, and whether there are
 * more rows behind it.
 */
public record Listing(List<Item> items, List<Key> damaged, boolean more) {

    /** An empty page at the end of a slot. */
    public static final Listing NOTHING = new Listing(List.of(), List.of(), false);

    /** Copies both lists. */
    public Listing {
        items = List.copyOf(items);
        damaged = List.copyOf(damaged);
    }

    /** A key and its record. */
    public record Item(Key key, StoredRecord record) {}

    /** The last key in row order. The page must not be empty. */
    public Key last() {
        return Stream.concat(items.stream().map(Item::key), damaged.stream()).max(Key.BY_ID).orElseThrow();
    }
}

package io.kadmos.dht.storage;

import java.util.List;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.StoredRecord;

/** Records of a slot in row order, and whether there are more behind them. Damaged rows are left out. */
public record Listing(List<Item> items, boolean more) {

    /** Copies the items. */
    public Listing {
        items = List.copyOf(items);
    }

    /** A key and its record. */
    public record Item(Key key, StoredRecord record) {}
}

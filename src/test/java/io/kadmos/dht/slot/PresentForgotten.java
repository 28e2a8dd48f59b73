package io.kadmos.dht.slot;

import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.StoredRecord;

/** A mutant: every tombstone is forgotten, that of the present epoch, too. */
final class PresentForgotten {

    private PresentForgotten() {}

    static boolean isForgettable(Forgetting forgetting, Slot slot, StoredRecord row) {
        return row.outline().tombstone();
    }
}

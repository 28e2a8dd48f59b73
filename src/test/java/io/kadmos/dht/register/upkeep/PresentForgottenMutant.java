package io.kadmos.dht.register.upkeep;

import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.StoredRecord;

/** A mutant: a replica forgets every tombstone, also those of the present epoch. */
final class PresentForgottenMutant {

    private PresentForgottenMutant() {}

    static boolean isForgettable(TombstoneCollection forgetting, Slot slot, StoredRecord row) {
        return row.outline().tombstone();
    }
}

package io.kadmos.dht.register.upkeep;

import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.StoredRecord;

/** A mutant: every tombstone is forgotten, that of the present epoch, too. */
final class PresentForgottenMutant {

    private PresentForgottenMutant() {}

    static boolean isForgettable(TombstoneCollection forgetting, Slot slot, StoredRecord row) {
        return row.outline().tombstone();
    }
}

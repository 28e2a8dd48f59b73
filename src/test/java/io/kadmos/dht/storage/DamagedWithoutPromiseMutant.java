package io.kadmos.dht.storage;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Slot;

/** A mutant: a row that cannot be read has forgotten what it promised. */
final class DamagedWithoutPromiseMutant {

    private DamagedWithoutPromiseMutant() {}

    static Row damaged(Slot slot, Key key, long ceiling) {
        return Row.damaged(slot, key, 0);
    }
}

package io.kadmos.dht.storage;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Slot;

/** A mutant: a row that cannot be read counts as one that never was. */
final class DamageReadAsAbsentMutant {

    private DamageReadAsAbsentMutant() {}

    static Row damaged(Slot slot, Key key, long ceiling) {
        return new Row(slot, key, null, Ballot.absentIn(0), ceiling);
    }
}

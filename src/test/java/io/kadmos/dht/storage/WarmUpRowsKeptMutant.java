package io.kadmos.dht.storage;

import java.util.Set;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;

/** A mutant: rows of a cache that a transfer did not confirm stay when the replica becomes active. */
final class WarmUpRowsKeptMutant {

    private WarmUpRowsKeptMutant() {}

    static void replaceState(Rows rows, Slot slot, SlotState state, Set<Key> erased, Runnable durable) {
        rows.replaceState(slot, state, Set.of(), durable);
    }
}

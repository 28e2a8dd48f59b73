package io.kadmos.dht.slot;

import java.util.Map;

import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;

/** A mutant: a replica answers for what it promised, accepted or learned before that is durable. */
final class DecreeNotDurableMutant {

    private DecreeNotDurableMutant() {}

    static void replace(SlotTable table, Map<Slot, SlotState> news, Runnable whenDurable) {
        table.replace(news, () -> {});
        whenDurable.run();
    }
}

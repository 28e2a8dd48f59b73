package io.kadmos.dht.slot;

import java.util.Optional;

import io.kadmos.dht.message.Response.Refusal;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotState;

/** A mutant: a replica goes on to answer in an epoch whose rows it hands over. */
final class SealIgnoredMutant {

    private SealIgnoredMutant() {}

    static Optional<Refusal> refusal(SlotTable table, SlotEpoch where) {
        Optional<SlotState> sealed = table.state(where.slot())
                .filter(state -> state.replica() == ReplicaState.SEALED && state.replicaEpoch() == where.epoch());
        return sealed.isPresent() ? Optional.empty() : table.refusal(where);
    }
}

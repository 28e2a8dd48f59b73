package io.kadmos.dht.message;

import java.util.Objects;

import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.Succession;

/**
 * All that a node knows of a slot, and what it holds of it itself.
 *
 * @param replicaEpoch the epoch in which the node's replica is or was active; of no meaning while it is inactive
 */
public record SlotSurvey(Slot slot, Succession succession, ReplicaState replica, int replicaEpoch) {

    /** All parts are required. */
    public SlotSurvey {
        Objects.requireNonNull(slot);
        Objects.requireNonNull(succession);
        Objects.requireNonNull(replica);
    }
}

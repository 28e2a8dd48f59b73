package io.kadmos.dht.message;

import java.util.Objects;

import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.Succession;

/**
 * What a node tells a recovery about one slot (protocol.md V1).
 *
 * @param succession the newest succession that the node knows
 * @param replica the state of the node's own replica
 * @param replicaEpoch the epoch in which that replica is or was active; it has no meaning while the replica is inactive
 */
public record SlotSurvey(Slot slot, Succession succession, ReplicaState replica, int replicaEpoch) {

    /** All parts are required. */
    public SlotSurvey {
        Objects.requireNonNull(slot);
        Objects.requireNonNull(succession);
        Objects.requireNonNull(replica);
    }
}

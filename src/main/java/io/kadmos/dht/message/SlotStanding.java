package io.kadmos.dht.message;

import java.util.Objects;

import io.kadmos.dht.record.SlotEpoch;

/**
 * How a slot stands at a node that was told a succession.
 *
 * @param where the newest epoch of the slot that the node knows
 * @param active whether the node's replica is active in this epoch and its disk is believed (protocol.md C3)
 */
public record SlotStanding(SlotEpoch where, boolean active) {

    /** The epoch is required. */
    public SlotStanding {
        Objects.requireNonNull(where);
    }
}

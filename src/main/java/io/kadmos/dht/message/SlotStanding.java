package io.kadmos.dht.message;

import java.util.Objects;

import io.kadmos.dht.record.SlotEpoch;

/** The newest epoch of a slot that a node knows, and whether its own replica answers for it. */
public record SlotStanding(SlotEpoch where, boolean active) {

    /** The epoch is required. */
    public SlotStanding {
        Objects.requireNonNull(where);
    }
}

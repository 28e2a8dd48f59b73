package io.kadmos.dht.record;

import java.util.Objects;

/** A slot at an epoch: the address of every message about data. */
public record SlotEpoch(Slot slot, int epoch) {

    /** The slot is required. */
    public SlotEpoch {
        Objects.requireNonNull(slot);
    }
}

package io.kadmos.dht.record;

import java.util.Objects;

/** A slot at an epoch: every message about rows names one (protocol.md C3). */
public record SlotEpoch(Slot slot, int epoch) {

    /** The slot is required. */
    public SlotEpoch {
        Objects.requireNonNull(slot);
    }
}

package io.kadmos.dht.record;

import java.util.Objects;

/** A slot and the newest succession of it that a node knows. */
public record SlotSuccession(Slot slot, Succession succession) {

    /** Both parts are required. */
    public SlotSuccession {
        Objects.requireNonNull(slot);
        Objects.requireNonNull(succession);
    }
}

package io.kadmos.dht.record;

import java.util.Objects;

/** The newest succession of a slot that somebody knows. */
public record SlotSuccession(Slot slot, Succession succession) {

    /** Both parts are required. */
    public SlotSuccession {
        Objects.requireNonNull(slot);
        Objects.requireNonNull(succession);
    }
}

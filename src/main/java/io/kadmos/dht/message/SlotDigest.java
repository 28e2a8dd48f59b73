package io.kadmos.dht.message;

import java.util.Objects;

import io.kadmos.dht.record.SlotEpoch;

/** The sum of the hashes of all records that a replica holds in a slot: equal for equal contents. */
public record SlotDigest(SlotEpoch where, long digest) {

    /** The slot is required. */
    public SlotDigest {
        Objects.requireNonNull(where);
    }
}

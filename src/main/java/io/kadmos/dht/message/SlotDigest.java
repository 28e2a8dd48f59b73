package io.kadmos.dht.message;

import java.util.Objects;

import io.kadmos.dht.record.SlotEpoch;

/**
 * What a replica holds in a slot in one epoch, as one number. Equal rows have equal digests.
 *
 * @param digest the sum of the hashes of all rows
 */
public record SlotDigest(SlotEpoch where, long digest) {

    /** The slot is required. */
    public SlotDigest {
        Objects.requireNonNull(where);
    }
}

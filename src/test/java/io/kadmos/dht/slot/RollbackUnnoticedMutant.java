package io.kadmos.dht.slot;

import io.kadmos.dht.record.Member;

/** A mutant: a disk that others saw in a later state is believed. */
final class RollbackUnnoticedMutant {

    private RollbackUnnoticedMutant() {}

    static void seen(DiskTrust trust, Member by, long edits) {
        trust.seen(by, Math.min(edits, trust.startedWith()));
    }
}

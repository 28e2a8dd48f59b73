package io.kadmos.dht.slot;

import io.kadmos.dht.record.Member;

/** A mutant: a node believes its disk although a witness saw that disk with more edits. */
final class RollbackUnnoticedMutant {

    private RollbackUnnoticedMutant() {}

    static void seen(DiskTrust trust, Member by, long edits) {
        trust.seen(by, Math.min(edits, trust.startedWith()));
    }
}

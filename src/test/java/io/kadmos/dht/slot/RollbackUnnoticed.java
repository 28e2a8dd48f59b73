package io.kadmos.dht.slot;

import io.kadmos.dht.record.Member;

/** A mutant: a disk that others saw in a later state is believed. */
final class RollbackUnnoticed {

    private RollbackUnnoticed() {}

    static void seen(DiskTrust trust, Member by, long changes) {
        trust.seen(by, Math.min(changes, trust.startedWith()));
    }
}

package io.kadmos.dht.slot;

import java.util.Set;

import io.kadmos.dht.record.Member;

/** A mutant: an epoch may begin with members that are gone. */
final class BeginsWithTheGone {

    private BeginsWithTheGone() {}

    static Set<Member> staying(Change change) {
        return Set.of();
    }
}

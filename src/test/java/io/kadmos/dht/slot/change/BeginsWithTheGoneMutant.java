package io.kadmos.dht.slot.change;

import java.util.Set;

import io.kadmos.dht.record.Member;

/** A mutant: an epoch may begin with members that are gone. */
final class BeginsWithTheGoneMutant {

    private BeginsWithTheGoneMutant() {}

    static Set<Member> staying(SlotChange change) {
        return Set.of();
    }
}

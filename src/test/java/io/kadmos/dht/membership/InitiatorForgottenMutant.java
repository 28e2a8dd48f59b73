package io.kadmos.dht.membership;

import io.kadmos.dht.record.DiskId;

/** A mutant: an initial member takes an offer of any disk of the initiator, also of one that a later disk replaced. */
final class InitiatorForgottenMutant {

    private InitiatorForgottenMutant() {}

    static boolean follows(FormingMember member, DiskId disk) {
        return true;
    }
}

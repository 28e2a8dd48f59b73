package io.kadmos.dht.membership;

import io.kadmos.dht.record.DiskId;

/** A mutant: an initial member takes an offer of whatever initiator, also of one that was replaced. */
final class InitiatorForgottenMutant {

    private InitiatorForgottenMutant() {}

    static boolean follows(FormingMember member, DiskId disk) {
        return true;
    }
}

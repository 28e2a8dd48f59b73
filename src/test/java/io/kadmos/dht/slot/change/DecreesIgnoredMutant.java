package io.kadmos.dht.slot.change;

import io.kadmos.dht.message.ChangeVerdict;
import io.kadmos.dht.record.Member;

/** A mutant: a proposer proposes its own next members although another decree may be decided. */
final class DecreesIgnoredMutant {

    private DecreesIgnoredMutant() {}

    static void promiseAnswered(ChangeProposal proposal, Member member, ChangeVerdict verdict) {
        proposal.promiseAnswered(member, verdict instanceof ChangeVerdict.Granted(var slot, _)
                ? new ChangeVerdict.Granted(slot, null)
                : verdict);
    }
}

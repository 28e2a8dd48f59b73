package io.kadmos.dht.slot;

import java.util.Optional;

import io.kadmos.dht.message.Response.Handover;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.slot.HandoverMerge.Merged;

/** A mutant: a member of the next epoch that takes over what the first old member to answer holds. */
final class TransferFromOne {

    private TransferFromOne() {}

    static Optional<Merged> add(HandoverMerge merge, Member member, Handover page) {
        return merge.add(member, new Handover(true, page.rows(), page.damaged(), page.more()));
    }
}

package io.kadmos.dht.slot;

import java.util.Map;
import java.util.Optional;

import io.kadmos.dht.message.Response.Handover;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.slot.HandoverMerge.Merged;

/** A mutant: a row survives a transfer although a member that does not have it says so. */
final class AbsenceIgnored {

    private AbsenceIgnored() {}

    static Optional<Merged> merged(HandoverMerge merge, Map<Member, Handover> pages, int needed, int floor) {
        return merge.merged(pages, needed, 0);
    }
}

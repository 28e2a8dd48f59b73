package io.kadmos.dht.slot.transfer;

import java.util.Map;
import java.util.Optional;

import io.kadmos.dht.message.Response.TakeoverPage;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.slot.transfer.TakeoverMerge.Merged;

/** A mutant: a row survives a transfer although a member that does not have it says so. */
final class AbsenceIgnoredMutant {

    private AbsenceIgnoredMutant() {}

    static Optional<Merged> merged(TakeoverMerge merge, Map<Member, TakeoverPage> pages, int needed, int floor) {
        return merge.merged(pages, needed, 0);
    }
}

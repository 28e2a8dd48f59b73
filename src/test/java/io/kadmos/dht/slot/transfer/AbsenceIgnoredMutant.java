package io.kadmos.dht.slot.transfer;

import java.util.Map;
import java.util.Optional;

import io.kadmos.dht.message.Response.TakeoverPage;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.slot.transfer.TakeoverMerge.Merged;

/** A mutant: a row survives a takeover although the page of another member does not have it. */
final class AbsenceIgnoredMutant {

    private AbsenceIgnoredMutant() {}

    static Optional<Merged> merged(TakeoverMerge merge, Map<Member, TakeoverPage> pages, int needed, int floor) {
        return merge.merged(pages, needed, 0);
    }
}

package io.kadmos.dht.slot;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.kadmos.dht.slot.HandoverMerge.Winner;

/** A mutant: a row survives a transfer although a member that does not have it says so. */
final class AbsenceIgnored {

    private AbsenceIgnored() {}

    static Optional<Winner> winner(HandoverMerge merge, List<Winner> held, int readable) {
        return held.stream().max(Comparator.comparing(each -> each.row().accepted()));
    }
}

package io.kadmos.dht.register.gateway;

import java.util.List;

import io.kadmos.dht.record.Ballot;

/**
 * The promises of the quorum of a round.
 *
 * @param held what each member of the quorum holds
 * @param full whether the disk of a member of the quorum is above its high-water mark
 */
record Promises(List<Held> held, boolean full) {

    Promises {
        held = List.copyOf(held);
    }

    /** What was accepted at the greatest ballot (protocol.md R7). */
    Held newest(int epoch) {
        return held.stream().reduce((a, b) -> Held.newer(a, b, epoch)).orElseThrow();
    }

    /**
     * Whether all members of the quorum hold the same accepted ballot, or nothing. The floor of the epoch counts as the
     * ballot of nothing.
     */
    boolean unanimous(int epoch) {
        Ballot first = held.getFirst().accepted(epoch);
        return held.stream().allMatch(each -> each.accepted(epoch).equals(first));
    }
}

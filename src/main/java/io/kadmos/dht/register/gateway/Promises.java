package io.kadmos.dht.register.gateway;

import java.util.List;

import io.kadmos.dht.record.Ballot;

/**
 * What the promising quorum of a round said.
 *
 * @param full whether a replica's disk is above its high-water mark
 */
record Promises(List<Held> held, boolean full) {

    Promises {
        held = List.copyOf(held);
    }

    /** What was accepted at the greatest ballot. */
    Held newest(int epoch) {
        return held.stream().reduce((a, b) -> Held.newer(a, b, epoch)).orElseThrow();
    }

    /** Whether all hold the same, accepted in this epoch, or nothing. */
    boolean unanimous(int epoch) {
        Ballot first = held.getFirst().accepted(epoch);
        return held.stream().allMatch(each -> each.accepted(epoch).equals(first));
    }
}

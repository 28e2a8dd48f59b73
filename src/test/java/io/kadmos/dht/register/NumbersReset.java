package io.kadmos.dht.register;

import io.kadmos.dht.record.HybridClock;

/**
 * A mutant: the numbers of a gateway follow the wall clock alone and begin anew where it does, under the name of the
 * node's disk, which the next process has as well.
 */
final class NumbersReset {

    private NumbersReset() {}

    static long tick(Gateway gateway) {
        return HybridClock.at(gateway.loop().wallTime());
    }

    static long proposer(Gateway gateway) {
        return gateway.slots().self().disk().high();
    }
}

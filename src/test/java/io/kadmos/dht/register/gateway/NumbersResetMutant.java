package io.kadmos.dht.register.gateway;

import io.kadmos.dht.record.HybridClock;

/**
 * A mutant: the clock readings in ballots and versions follow the wall clock alone, so they repeat when it is set back.
 * The proposer is drawn from the disk id instead of a random number, so the next process has the same one.
 */
final class NumbersResetMutant {

    private NumbersResetMutant() {}

    static long tick(GatewayContext gateway) {
        return HybridClock.at(gateway.loop().wallTime());
    }

    static long proposer(GatewayContext gateway) {
        return gateway.slots().self().disk().high();
    }
}

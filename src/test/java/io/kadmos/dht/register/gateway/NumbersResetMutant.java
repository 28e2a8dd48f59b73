package io.kadmos.dht.register.gateway;

import io.kadmos.dht.record.HybridClock;

/**
 * A mutant: the numbers of a gateway follow the wall clock alone and begin anew where it does, under the name of the
 * node's disk, which the next process has as well.
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

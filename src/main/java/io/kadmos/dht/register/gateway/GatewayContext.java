package io.kadmos.dht.register.gateway;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.slot.SlotTable;

/**
 * What every operation of a gateway needs.
 *
 * @param locator looks for the present members of a slot when those who were do not answer
 * @param rounds follows the rounds of all operations
 * @param proposer a random number of this process, part of its ballots and versions
 */
public record GatewayContext(SlotTable slots, Consumer<Slot> locator, PreferredMembers replicas, HybridClock clock,
        EventLoop loop, RandomGenerator random, RoundTrace rounds, long proposer) {

    /** The same gateway for an operation whose rounds somebody else follows. */
    GatewayContext tracedBy(RoundTrace trace) {
        return new GatewayContext(slots, locator, replicas, clock, loop, random, trace, proposer);
    }

    /** A reading of the clock that was never given out before. */
    long tick() {
        return clock.tick(loop.wallTime());
    }
}

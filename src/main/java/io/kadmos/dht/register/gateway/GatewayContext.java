package io.kadmos.dht.register.gateway;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.slot.SlotTable;

/**
 * What the operations of a gateway share. Event loop only.
 *
 * @param locator looks for the present members of a slot when the members of the known configuration do not answer
 * @param members how the gateway reaches members
 * @param rounds follows the rounds of all operations
 * @param proposer a random number that this process drew at its start, part of its ballots and versions; see
 *     protocol.md R1
 */
public record GatewayContext(SlotTable slots, Consumer<Slot> locator, PreferredMembers members, HybridClock clock,
        EventLoop loop, RandomGenerator random, RoundTrace rounds, long proposer) {

    /** The same gateway for an operation whose rounds another trace follows. */
    GatewayContext tracedBy(RoundTrace trace) {
        return new GatewayContext(slots, locator, members, clock, loop, random, trace, proposer);
    }

    /** A reading of the clock, which gives each reading once (protocol.md R1). */
    long tick() {
        return clock.tick(loop.wallTime());
    }
}

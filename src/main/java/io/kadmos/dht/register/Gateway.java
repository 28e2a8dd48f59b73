package io.kadmos.dht.register;

import java.util.random.RandomGenerator;

import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.slot.SlotTable;

/**
 * What every operation of a gateway needs.
 *
 * @param proposer a random number of this process, part of its ballots and versions
 */
record Gateway(SlotTable slots, Replicas replicas, HybridClock clock, EventLoop loop, RandomGenerator random,
        long proposer) {

    /** A reading of the clock that was never given out before. */
    long tick() {
        return clock.tick(loop.wallTime());
    }
}

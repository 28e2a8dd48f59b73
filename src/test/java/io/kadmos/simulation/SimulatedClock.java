package io.kadmos.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * The two clocks of one machine. Both run a little fast or slow; the time of day is wrong by an offset besides, which
 * steps. The range of all offsets that ever were is what TTLs have to be judged by.
 */
final class SimulatedClock {

    /** The time of day at which every run begins. */
    static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");

    private final Scheduler scheduler;
    private final double rate;
    private long offsetNanos;
    private long leastOffsetNanos;
    private long greatestOffsetNanos;

    SimulatedClock(Scheduler scheduler, double rate, Duration offset) {
        this.scheduler = scheduler;
        this.rate = rate;
        this.offsetNanos = offset.toNanos();
        this.leastOffsetNanos = offsetNanos;
        this.greatestOffsetNanos = offsetNanos;
    }

    /** Moves the time of day, in either direction. */
    void step(Duration by) {
        offsetNanos += by.toNanos();
        leastOffsetNanos = Math.min(leastOffsetNanos, offsetNanos);
        greatestOffsetNanos = Math.max(greatestOffsetNanos, offsetNanos);
    }

    /** Undoes all steps. */
    void correct() {
        step(Duration.ofNanos(-offsetNanos));
    }

    Instant wallTime() {
        return BEGINNING.plusNanos(elapsedNanos() + offsetNanos);
    }

    /** Time on this machine since the run began. */
    long elapsedNanos() {
        return (long) (scheduler.nowNanos() * rate);
    }

    /** How much time passes in the run while this clock advances by so much. */
    long worldNanos(Duration local) {
        return (long) Math.ceil(local.toNanos() / rate);
    }

    /** How far the time of day was behind at most, drift included; negative. */
    long leastErrorNanos() {
        return leastOffsetNanos + Math.min(0, elapsedNanos() - scheduler.nowNanos());
    }

    /** How far the time of day was ahead at most, drift included. */
    long greatestErrorNanos() {
        return greatestOffsetNanos + Math.max(0, elapsedNanos() - scheduler.nowNanos());
    }
}

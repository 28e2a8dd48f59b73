package io.kadmos.dht.register.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses of an operation that needs more than one round: between rounds, so that rival gateways get out of each
 * other's way, and within a round, for answers that are late.
 */
final class Backoff {

    private static final int MIN_MILLIS = 5;
    private static final int MAX_MILLIS = 40;
    private static final int CAP_MILLIS = 320;
    private static final int MAX_DOUBLINGS = 3;
    private static final int MAX_PATIENCE_DOUBLINGS = 10;

    private final RandomGenerator random;
    private int retries;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * 5 to 40 ms at first; the upper end doubles each time, up to 320 ms. All of it stays random, because rivals that
     * wait equally long meet again. Never longer than what is left of the time: who asked is told at its end.
     */
    Duration next(Duration left) {
        int most = Math.min(MAX_MILLIS << Math.min(retries, MAX_DOUBLINGS), CAP_MILLIS);
        retries++;
        return atMost(left, Duration.ofMillis(random.nextInt(MIN_MILLIS, most + 1)));
    }

    /** Whether there was a pause between rounds already. */
    boolean hasBegun() {
        return retries > 0;
    }

    /**
     * How long a round that somebody refused waits for the others while a large value is on its way: as long as answers
     * usually take at first, and twice as long after each retry. Never longer than half of the time that is left, so
     * that whoever refused is asked again.
     */
    Duration patience(Duration usual, Duration left) {
        return atMost(left.dividedBy(2), usual.multipliedBy(1L << Math.min(retries, MAX_PATIENCE_DOUBLINGS)));
    }

    private static Duration atMost(Duration most, Duration wanted) {
        return wanted.compareTo(most) < 0 ? wanted : most;
    }
}

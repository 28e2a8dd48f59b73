package io.kadmos.dht.register.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The waiting times of an operation that needs more than one round: between two rounds, so that rival gateways do not
 * outbid each other again, and within a round, for late answers. Event loop only.
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
     * The pause before the next round: 5 to 40 ms at first. The upper end doubles each time, up to 320 ms. The whole
     * pause is random, because rivals that pause equally long collide again. It is never longer than the time that is
     * left, so the operation ends at its deadline.
     */
    Duration next(Duration left) {
        int most = Math.min(MAX_MILLIS << Math.min(retries, MAX_DOUBLINGS), CAP_MILLIS);
        retries++;
        return atMost(left, Duration.ofMillis(random.nextInt(MIN_MILLIS, most + 1)));
    }

    /** Whether the operation has paused between two rounds already. */
    boolean hasBegun() {
        return retries > 0;
    }

    /**
     * How long a round with a large value waits for the other members after a member refused: the usual time of an
     * answer at first, and twice as long after each retry. It is never longer than half of the time that is left, so
     * that the next round can ask the member again.
     */
    Duration patience(Duration usual, Duration left) {
        return atMost(left.dividedBy(2), usual.multipliedBy(1L << Math.min(retries, MAX_PATIENCE_DOUBLINGS)));
    }

    private static Duration atMost(Duration most, Duration wanted) {
        return wanted.compareTo(most) < 0 ? wanted : most;
    }
}

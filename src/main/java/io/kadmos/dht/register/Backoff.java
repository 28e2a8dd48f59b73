package io.kadmos.dht.register;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a gateway waits before its next round, so that rival gateways get out of each other's way. */
final class Backoff {

    private static final int MIN_MILLIS = 5;
    private static final int MAX_MILLIS = 40;
    private static final int CAP_MILLIS = 320;
    private static final int MAX_DOUBLINGS = 6;

    private final RandomGenerator random;
    private int retries;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** 5 to 40 ms at first, twice as much each time, at most 320 ms. */
    Duration next() {
        int millis = random.nextInt(MIN_MILLIS, MAX_MILLIS + 1) << Math.min(retries, MAX_DOUBLINGS);
        retries++;
        return Duration.ofMillis(Math.min(millis, CAP_MILLIS));
    }
}

package io.kadmos.dht.register;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a gateway waits before its next round, so that rival gateways get out of each other's way. */
final class Backoff {

    private static final int MIN_MILLIS = 5;
    private static final int MAX_MILLIS = 40;
    private static final int CAP_MILLIS = 320;
    private static final int MAX_DOUBLINGS = 3;

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
        Duration pause = Duration.ofMillis(random.nextInt(MIN_MILLIS, most + 1));
        return pause.compareTo(left) < 0 ? pause : left;
    }
}

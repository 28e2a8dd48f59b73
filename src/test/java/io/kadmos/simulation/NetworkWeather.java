package io.kadmos.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How the network treats datagrams for a while. Rates are shares of 1.
 *
 * @param latency the mean of the ordinary delay
 * @param slowRate how many datagrams take up to a second
 * @param flipRate how many arrive with one bit flipped
 */
record NetworkWeather(Duration latency, double slowRate, double lossRate, double duplicateRate, double flipRate) {

    /** A quiet local network. */
    static final NetworkWeather CALM = new NetworkWeather(Duration.ofNanos(300_000), 0, 0, 0, 0);

    private static final long LONGEST_DELAY_NANOS = 1_000_000_000L;

    /** How long one datagram is on its way: exponential, with a least time and a tail. */
    long delayNanos(RandomGenerator random) {
        long mean = latency.toNanos();
        long nanos = mean / 4 + (long) (-Math.log(1 - random.nextDouble()) * mean);
        boolean isSlow = slowRate > 0 && random.nextDouble() < slowRate;
        return isSlow ? nanos + random.nextLong(LONGEST_DELAY_NANOS) : nanos;
    }
}

package io.kadmos.simulation;

import java.time.Duration;

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
}

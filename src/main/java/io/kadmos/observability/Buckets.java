package io.kadmos.observability;

import java.time.Duration;
import java.util.stream.LongStream;

/** The bounds of histograms: few, because every one of them is a series. */
final class Buckets {

    /** From one round trip in a rack to the deadline of requests. */
    static final Duration[] OPERATIONS = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000);
    /** From a fast disk to one that is broken. */
    static final Duration[] DISK = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000);

    private Buckets() {}

    private static Duration[] millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}

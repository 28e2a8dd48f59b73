package io.kadmos.observability;

import java.time.Duration;
import java.util.stream.LongStream;

/** The bounds of histograms. There are few, because each of them is one more series. */
final class Buckets {

    /** From one round trip within a rack to the deadline of requests. */
    static final Duration[] OPERATIONS = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000);
    /** From a fast disk to a broken one. */
    static final Duration[] DISK = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000);

    private Buckets() {}

    private static Duration[] millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}

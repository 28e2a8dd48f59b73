package io.kadmos.dht.record;

import java.time.Duration;
import java.time.Instant;

/**
 * A hybrid logical clock (Kulkarni et al., 2014). A reading has 48 bits of milliseconds since 1970 and a 16-bit
 * counter. Readings only rise, are never behind the wall clock, and are never behind a reading of another node that
 * this clock has observed (protocol.md R1, W11). A counter that overflows carries into the milliseconds. Not
 * thread-safe: event loop only.
 */
public final class HybridClock {

    private static final int LOGICAL_BITS = 16;

    private long latest;

    /** A clock whose first tick is greater than {@code floor}. */
    public HybridClock(long floor) {
        latest = floor;
    }

    /** The smallest reading in the millisecond of an instant. */
    public static long at(Instant instant) {
        return instant.toEpochMilli() << LOGICAL_BITS;
    }

    /** A duration as the difference of two readings, in whole milliseconds. */
    public static long span(Duration duration) {
        return duration.toMillis() << LOGICAL_BITS;
    }

    /** The wall-clock time of a reading, to the millisecond. */
    public static Instant time(long hlc) {
        return Instant.ofEpochMilli(hlc >>> LOGICAL_BITS);
    }

    /** Returns a reading that is greater than all readings returned or observed before. */
    public long tick(Instant now) {
        latest = Math.max(latest + 1, at(now));
        return latest;
    }

    /** Adopts a reading of another node if it is greater. */
    public void observe(long hlc) {
        latest = Math.max(latest, hlc);
    }

    /** The greatest reading returned or observed so far. */
    public long latest() {
        return latest;
    }
}

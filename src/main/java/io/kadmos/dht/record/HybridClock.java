package io.kadmos.dht.record;

import java.time.Duration;
import java.time.Instant;

/**
 * A hybrid logical clock (Kulkarni et al., 2014): 48 bits of milliseconds and a 16-bit counter in one number that only
 * rises, never runs behind the wall clock and never behind a number seen from elsewhere. A full counter carries into
 * the milliseconds. One thread.
 */
public final class HybridClock {

    private static final int LOGICAL_BITS = 16;

    private long latest;

    /** A clock whose first tick is greater than {@code floor}. */
    public HybridClock(long floor) {
        latest = floor;
    }

    /** The first reading of the millisecond of an instant. */
    public static long at(Instant instant) {
        return instant.toEpochMilli() << LOGICAL_BITS;
    }

    /** The difference of two readings that lie this far apart. */
    public static long span(Duration duration) {
        return duration.toMillis() << LOGICAL_BITS;
    }

    /** The wall-clock time that a reading stands for. */
    public static Instant time(long hlc) {
        return Instant.ofEpochMilli(hlc >>> LOGICAL_BITS);
    }

    /** A reading that was never given out or seen before. */
    public long tick(Instant now) {
        latest = Math.max(latest + 1, at(now));
        return latest;
    }

    /** Adopts a reading seen from elsewhere, if it is greater. */
    public void observe(long hlc) {
        latest = Math.max(latest, hlc);
    }

    /** The greatest reading given out or seen. */
    public long latest() {
        return latest;
    }
}

package io.kadmos.dht.register;

import java.time.Duration;

/**
 * What may be chosen about the registers; a simulator shortens the intervals.
 *
 * @param repairInterval how often this replica compares itself with every other member of its slots
 * @param sweepInterval how often it looks for values whose time is over
 * @param rowCacheBytes how much memory the rows in use may take
 */
public record RegisterSettings(Duration repairInterval, Duration sweepInterval, long rowCacheBytes) {

    /** A write that missed a replica reaches it within half a minute; 32 MiB hold the working set of a small cache. */
    public static final RegisterSettings DEFAULT = new RegisterSettings(Duration.ofSeconds(30), Duration.ofSeconds(5),
            32L << 20);

    /** Everything must be positive. */
    public RegisterSettings {
        if (!repairInterval.isPositive() || !sweepInterval.isPositive() || rowCacheBytes <= 0) {
            throw new IllegalArgumentException(
                    "not positive: " + repairInterval + ", " + sweepInterval + ", " + rowCacheBytes);
        }
    }
}

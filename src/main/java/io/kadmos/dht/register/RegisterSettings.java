package io.kadmos.dht.register;

import java.time.Duration;

/**
 * The settings of the registers. A simulation shortens the intervals.
 *
 * @param repairInterval the mean pause between two comparisons when one other member is left to compare; shorter
 *     with more
 * @param sweepInterval the pause between two searches of this replica for expired values
 * @param rowCacheBytes how many bytes of memory the cached rows may take
 */
public record RegisterSettings(Duration repairInterval, Duration sweepInterval, long rowCacheBytes) {

    /**
     * A replica compares itself with another member about every 30 s or more often, so a write that missed it arrives
     * soon. 32 MiB hold the working set of a small cache.
     */
    public static final RegisterSettings DEFAULT = new RegisterSettings(Duration.ofSeconds(30), Duration.ofSeconds(5),
            32L << 20);

    /** All three must be positive. */
    public RegisterSettings {
        if (!repairInterval.isPositive() || !sweepInterval.isPositive() || rowCacheBytes <= 0) {
            throw new IllegalArgumentException(
                    "not positive: " + repairInterval + ", " + sweepInterval + ", " + rowCacheBytes);
        }
    }
}

package io.kadmos.simulation;

import java.time.Duration;

/**
 * How a disk behaves for a while. Rates are shares of 1.
 *
 * @param sync the mean time that making a group of batches durable takes
 * @param slowSyncRate how many syncs take up to five seconds
 * @param readErrorRate how many reads of a record fail
 */
record DiskHealth(Duration sync, double slowSyncRate, double readErrorRate) {

    /** A good solid-state disk. */
    static final DiskHealth GOOD = new DiskHealth(Duration.ofNanos(300_000), 0, 0);
}

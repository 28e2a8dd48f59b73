package io.kadmos.dht.slot;

import java.time.Duration;

/**
 * The intervals at which slots are reconfigured; a simulator shortens them.
 *
 * @param tick how often a node looks whether its slots should have other members
 * @param replaceAfter how long a member may be silent before another node takes its place: longer than a restart
 * @param retireAfter how long a replica that is a member no more keeps its rows for successors that do not answer
 * @param forgetAfter how long a slot must have been active before the tombstones of older epochs are dropped: retries
 *     of deletes are recognised for that long
 * @param tombstoneLimit how many tombstones a slot may hold before it begins a new epoch to be rid of them
 * @param renewAfter after what time a slot does so for any tombstone
 */
public record SlotSettings(Duration tick, Duration replaceAfter, Duration retireAfter, Duration forgetAfter,
        int tombstoneLimit, Duration renewAfter) {

    /** A rolling restart moves no data, and a lost machine is replaced before the next one is likely to fail. */
    public static final SlotSettings DEFAULT = new SlotSettings(Duration.ofSeconds(5), Duration.ofMinutes(10),
            Duration.ofHours(1), Duration.ofMinutes(10), 1_000, Duration.ofDays(1));

    /** Every interval must be positive. */
    public SlotSettings {
        if (!tick.isPositive() || !replaceAfter.isPositive() || !retireAfter.isPositive()
                || !forgetAfter.isPositive() || !renewAfter.isPositive()) {
            throw new IllegalArgumentException("every interval must be positive");
        }
    }

    /** The same, but for how long a member may be silent. */
    public SlotSettings replacingAfter(Duration silence) {
        return new SlotSettings(tick, silence, retireAfter, forgetAfter, tombstoneLimit, renewAfter);
    }
}

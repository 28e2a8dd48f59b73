package io.kadmos.dht.slot;

import java.time.Duration;

/**
 * The intervals and bounds by which slots change their members. A simulation shortens them. All intervals are positive.
 *
 * @param tick how often a node checks whether its slots should have other members
 * @param replaceAfter how long a member may be silent before another node takes its place: longer than a restart
 *     (protocol.md C9)
 * @param retireAfter how long a replica that is not a member any more keeps its rows for next members that do not
 *     answer (protocol.md T10)
 * @param forgetAfter how long a slot must have been active before it drops the tombstones of older epochs; retries of
 *     deletes are recognised for that long (protocol.md G1)
 * @param tombstoneLimit a slot with more tombstones than this begins a new epoch, which drops them (protocol.md G4)
 * @param renewAfter a slot with any tombstone begins a new epoch after this time (protocol.md G4)
 */
public record SlotSettings(Duration tick, Duration replaceAfter, Duration retireAfter, Duration forgetAfter,
        int tombstoneLimit, Duration renewAfter) {

    /** A rolling restart moves no rows, and a lost machine is replaced before another one is likely to fail. */
    public static final SlotSettings DEFAULT = new SlotSettings(Duration.ofSeconds(5), Duration.ofMinutes(10),
            Duration.ofHours(1), Duration.ofMinutes(10), 1_000, Duration.ofDays(1));

    /** Checks that every interval is positive. */
    public SlotSettings {
        if (!tick.isPositive() || !replaceAfter.isPositive() || !retireAfter.isPositive()
                || !forgetAfter.isPositive() || !renewAfter.isPositive()) {
            throw new IllegalArgumentException("every interval must be positive");
        }
    }

    /** The same settings, except how long a member may be silent. */
    public SlotSettings replacingAfter(Duration silence) {
        return new SlotSettings(tick, silence, retireAfter, forgetAfter, tombstoneLimit, renewAfter);
    }
}

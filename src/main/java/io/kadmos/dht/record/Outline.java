package io.kadmos.dht.record;

import java.time.Instant;
import java.util.Objects;

/**
 * Everything about a record but its body: what a gateway needs in order to decide.
 *
 * @param expiresAtMillis milliseconds since 1970 at which the value expires, or {@link #NEVER}
 */
public record Outline(Ballot accepted, Version version, boolean tombstone, long expiresAtMillis, Lineage lineage) {

    /** The expiry of a value that stays. */
    public static final long NEVER = 0;

    /** A tombstone never expires. */
    public Outline {
        Objects.requireNonNull(accepted);
        Objects.requireNonNull(version);
        Objects.requireNonNull(lineage);
        if (expiresAtMillis < 0 || (tombstone && expiresAtMillis != NEVER)) {
            throw new IllegalArgumentException("expiry " + expiresAtMillis + ", tombstone " + tombstone);
        }
    }

    /** Whether the value's time is over; whoever sees it must set the tombstone before saying so. */
    public boolean isExpiredAt(Instant now) {
        return expiresAtMillis != NEVER && now.toEpochMilli() >= expiresAtMillis;
    }

    /** The same state, accepted at another ballot. */
    public Outline at(Ballot ballot) {
        return new Outline(ballot, version, tombstone, expiresAtMillis, lineage);
    }
}

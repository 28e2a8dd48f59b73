package io.kadmos.dht.record;

import java.time.Instant;
import java.util.Objects;

/**
 * A record without its body: what a gateway needs in order to decide (protocol.md §4).
 *
 * @param accepted the ballot at which a replica accepted the record
 * @param version names the write that set the value
 * @param expiresAtMillis milliseconds since 1970 at which the value expires, or {@link #NEVER}
 */
public record Outline(Ballot accepted, Version version, boolean tombstone, long expiresAtMillis, Lineage lineage) {

    /** The expiry of a value that does not expire. */
    public static final long NEVER = 0;

    /** A tombstone never expires. */
    public Outline {
        Objects.requireNonNull(accepted);
        Objects.requireNonNull(version);
        Objects.requireNonNull(lineage);
        if (expiresAtMillis < 0 || (tombstone && expiresAtMillis != NEVER)) {
            throw new IllegalArgumentException("an expiry must not be negative, and a tombstone has none: expiry "
                    + expiresAtMillis + ", tombstone " + tombstone);
        }
    }

    /**
     * Whether the value has expired. A gateway that sees this sets the tombstone before it answers (protocol.md G5).
     */
    public boolean isExpiredAt(Instant now) {
        return expiresAtMillis != NEVER && now.toEpochMilli() >= expiresAtMillis;
    }

    /** The same outline, accepted at another ballot. */
    public Outline at(Ballot ballot) {
        return new Outline(ballot, version, tombstone, expiresAtMillis, lineage);
    }
}

package io.kadmos.dht.register;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Version;

/**
 * The write is applied and durable on a quorum.
 *
 * @param created whether the key held nothing before
 * @param durable how many replicas had confirmed when the outcome was decided
 * @param replicas how many the configuration has
 * @param expiresAt when the value ends, if it does
 */
public record Written(Version version, boolean created, int durable, int replicas, @Nullable Instant expiresAt)
        implements
            WriteOutcome {

    /** The version is required. */
    public Written {
        Objects.requireNonNull(version);
    }
}

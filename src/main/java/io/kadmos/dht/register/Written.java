package io.kadmos.dht.register;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Version;

/**
 * The write is applied and durable on a quorum (protocol.md R5, R7). Immutable, safe on any thread.
 *
 * @param created whether the key held no value before
 * @param durable how many replicas had confirmed the record when the gateway decided the outcome
 * @param replicas how many members the configuration has
 * @param expiresAt when the value expires; null if it does not
 */
public record Written(Version version, boolean created, int durable, int replicas, @Nullable Instant expiresAt)
        implements
            WriteOutcome {

    /** Only the expiry may be null. */
    public Written {
        Objects.requireNonNull(version);
    }
}

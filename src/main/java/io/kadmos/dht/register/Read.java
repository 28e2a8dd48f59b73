package io.kadmos.dht.register;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Version;

/**
 * A quorum agrees on what the key holds: a value, or nothing (protocol.md R8). A read with {@code Consistency.LOCAL}
 * has the answer of one member instead, which may be stale.
 */
public record Read(Optional<Value> value) implements ReadOutcome {

    /**
     * A value that the key holds.
     *
     * @param expiresAt when the value expires; null if it does not
     */
    public record Value(Version version, Body body, @Nullable Instant expiresAt) {

        /** Only the expiry may be null. */
        public Value {
            Objects.requireNonNull(version);
            Objects.requireNonNull(body);
        }
    }
}

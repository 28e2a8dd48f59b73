package io.kadmos.dht.register;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Version;

/** A quorum agreed on what the key holds: a value, or nothing. */
public record Read(Optional<Value> value) implements ReadOutcome {

    /** A value that is there. */
    public record Value(Version version, Body body, @Nullable Instant expiresAt) {

        /** Only the expiry may be missing. */
        public Value {
            Objects.requireNonNull(version);
            Objects.requireNonNull(body);
        }
    }
}

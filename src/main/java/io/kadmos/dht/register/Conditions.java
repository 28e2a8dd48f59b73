package io.kadmos.dht.register;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Version;

/**
 * The conditions of a write, evaluated in the order of RFC 9110 §13.2.2: {@code If-Match}, then {@code If-None-Match}.
 * A gateway evaluates them against the newest record of a quorum (protocol.md R10). Immutable, safe on any thread.
 */
public record Conditions(@Nullable Tags ifMatch, @Nullable Tags ifNoneMatch) {

    /** Always true. */
    public static final Conditions NONE = new Conditions(null, null);

    /** The versions that a condition names, or any version at all. */
    public sealed interface Tags {

        /** {@code *}: any version, if the key holds a value. */
        record Any() implements Tags {}

        /**
         * One of these versions. The HTTP layer leaves out tags that are not versions of Kadmos, since these match
         * nothing.
         */
        record OneOf(Set<Version> versions) implements Tags {

            /** Copies the set. */
            public OneOf {
                versions = Set.copyOf(versions);
            }
        }

        /** Whether the condition names the current version, which is empty if the key holds no value. */
        default boolean match(Optional<Version> current) {
            return switch (this) {
                case Any() -> current.isPresent();
                case OneOf(var versions) -> current.filter(versions::contains).isPresent();
            };
        }
    }

    /** Whether both conditions hold for the current version, which is empty if the key holds no value. */
    public boolean hold(Optional<Version> current) {
        return (ifMatch == null || ifMatch.match(current)) && (ifNoneMatch == null || !ifNoneMatch.match(current));
    }
}

package io.kadmos.dht.register;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Version;

/**
 * The conditions of a write, evaluated in the order of RFC 9110 §13.2.2: {@code If-Match}, then
 * {@code If-None-Match}.
 */
public record Conditions(@Nullable Tags ifMatch, @Nullable Tags ifNoneMatch) {

    /** Always true. */
    public static final Conditions NONE = new Conditions(null, null);

    /** The versions that a condition names, or any version at all. */
    public sealed interface Tags {

        /** {@code *}: whatever is there, if something is. */
        record Any() implements Tags {}

        /** One of these; tags that are no version of ours match nothing and are left out. */
        record OneOf(Set<Version> versions) implements Tags {

            /** Copies the set. */
            public OneOf {
                versions = Set.copyOf(versions);
            }
        }

        /** Whether what is there is named. */
        default boolean match(Optional<Version> current) {
            return switch (this) {
                case Any() -> current.isPresent();
                case OneOf(var versions) -> current.filter(versions::contains).isPresent();
            };
        }
    }

    /** Whether a write may go ahead over what is there now. */
    public boolean hold(Optional<Version> current) {
        return (ifMatch == null || ifMatch.match(current)) && (ifNoneMatch == null || !ifNoneMatch.match(current));
    }
}

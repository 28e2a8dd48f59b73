package io.kadmos.dht.register;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.OpId;

/**
 * A write as a client asks for it: an op id that is the same for each of its retries (protocol.md R11), conditions, and
 * an effect. Immutable, safe on any thread.
 */
public record Mutation(OpId op, Conditions conditions, Effect effect) {

    /** All parts are required. */
    public Mutation {
        Objects.requireNonNull(op);
        Objects.requireNonNull(conditions);
        Objects.requireNonNull(effect);
    }

    /** Whether the write sets a value that has a time to live. */
    public boolean expires() {
        return effect instanceof Effect.Put(_, var timeToLive) && timeToLive != null;
    }

    /** What a write does to a key. */
    public sealed interface Effect {

        /** Sets the value, without end or for a time to live that begins when the gateway takes the request. */
        record Put(Body body, @Nullable Duration timeToLive) implements Effect {}

        /** Removes the value. It succeeds also if the key holds none. */
        record Delete() implements Effect {}
    }
}

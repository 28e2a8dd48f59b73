package io.kadmos.dht.register;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.OpId;

/** A write as a client asks for it: an id that is the same for each of its retries, conditions, and what to do. */
public record Mutation(OpId op, Conditions conditions, Effect effect) {

    /** All parts are required. */
    public Mutation {
        Objects.requireNonNull(op);
        Objects.requireNonNull(conditions);
        Objects.requireNonNull(effect);
    }

    /** Whether the write sets a value that ends by itself. */
    public boolean expires() {
        return effect instanceof Effect.Put(_, var timeToLive) && timeToLive != null;
    }

    /** What a write does to a key. */
    public sealed interface Effect {

        /** Sets the value, for ever or for a time that begins when the gateway takes the request. */
        record Put(Body body, @Nullable Duration timeToLive) implements Effect {}

        /** Removes the value, whether or not there is one. */
        record Delete() implements Effect {}
    }
}

package io.kadmos.dht.call;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says besides its question: how long it waits for the answer, and which trace follows the question. The
 * time begins when the question is asked on the event loop.
 *
 * @param timeout by when the caller has an outcome, whatever happens
 * @param trace of the client's request that the question is part of; null if no trace follows it
 */
public record Call(Duration timeout, @Nullable RequestTrace trace) {

    /** The timeout is required. */
    public Call {
        Objects.requireNonNull(timeout);
    }

    /** A call that no trace follows. */
    public static Call within(Duration timeout) {
        return new Call(timeout, null);
    }
}

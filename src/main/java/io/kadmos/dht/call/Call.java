package io.kadmos.dht.call;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller adds to a request to another node: how long it waits for the answer, and the trace that follows the
 * request. The time begins when the request is sent on the event loop.
 *
 * @param timeout the caller has an outcome when this time has passed, whatever happens (protocol.md W8)
 * @param trace of the client's request to which this request belongs; null if no trace follows it
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

package io.kadmos.dht.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.TraceContext;

/**
 * A message with the fields that every message has (protocol.md §3). A deadline above one hour is an
 * {@link IllegalArgumentException}.
 *
 * @param requestId links an answer to its question (protocol.md W8)
 * @param deadlineMillis how long the asker waits for the answer, from when it sent the message; 0 in an answer
 * @param hlc a reading of the sender's hybrid logical clock, which the receiver adopts (protocol.md W11)
 * @param trace the trace of the client's request that causes this message, or null
 */
public record Envelope(long requestId, int deadlineMillis, long hlc, Message message,
        @Nullable TraceContext trace) {

    /** Checks that the deadline lies between 0 and one hour. */
    public Envelope {
        Objects.requireNonNull(message);
        if (deadlineMillis < 0 || deadlineMillis > 3_600_000) {
            throw new IllegalArgumentException("deadline of " + deadlineMillis + " ms");
        }
    }

    /** An envelope without a trace: no client's request causes the message, or that request has no trace. */
    public Envelope(long requestId, int deadlineMillis, long hlc, Message message) {
        this(requestId, deadlineMillis, hlc, message, null);
    }
}

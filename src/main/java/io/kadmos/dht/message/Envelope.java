package io.kadmos.dht.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.TraceContext;

/**
 * A message with what belongs to its delivery.
 *
 * @param requestId links an answer to its question
 * @param deadlineMillis how long the asker will wait, from when it sent this; 0 in an answer
 * @param hlc the sender's hybrid logical clock, which every receiver adopts
 * @param trace what a client's request is part of that this belongs to
 */
public record Envelope(long requestId, int deadlineMillis, long hlc, Message message,
        @Nullable TraceContext trace) {

    /** A deadline lies between now and an hour ahead. */
    public Envelope {
        Objects.requireNonNull(message);
        if (deadlineMillis < 0 || deadlineMillis > 3_600_000) {
            throw new IllegalArgumentException("deadline of " + deadlineMillis + " ms");
        }
    }

    /** One that belongs to no request of a client, or to one that said nothing about it. */
    public Envelope(long requestId, int deadlineMillis, long hlc, Message message) {
        this(requestId, deadlineMillis, hlc, message, null);
    }
}

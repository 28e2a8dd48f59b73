package io.kadmos.dht.message;

import java.util.Objects;

/**
 * A message with what belongs to its delivery.
 *
 * @param requestId links an answer to its question
 * @param deadlineMillis how long the asker will wait, from when it sent this; 0 in an answer
 * @param hlc the sender's hybrid logical clock, which every receiver adopts
 */
public record Envelope(long requestId, int deadlineMillis, long hlc, Message message) {

    /** A deadline lies between now and an hour ahead. */
    public Envelope {
        Objects.requireNonNull(message);
        if (deadlineMillis < 0 || deadlineMillis > 3_600_000) {
            throw new IllegalArgumentException("deadline of " + deadlineMillis + " ms");
        }
    }
}

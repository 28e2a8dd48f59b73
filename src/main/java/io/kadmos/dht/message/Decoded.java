package io.kadmos.dht.message;

/** What bytes from another node turned out to be. */
public sealed interface Decoded {

    /** A message that this version understands. */
    record Valid(Envelope envelope) implements Decoded {}

    /**
     * The asker reminds of a request that was delivered already, because it still waits for the answer. It stands in
     * for a second copy of a large request.
     */
    record Reminder(long requestId) implements Decoded {}

    /** A well-formed request of a type, or with a mandatory field, that this version does not know. */
    record UnknownRequest(long requestId) implements Decoded {}

    /** No message. */
    record Malformed(String reason) implements Decoded {}
}

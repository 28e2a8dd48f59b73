package io.kadmos.dht.message;

/** What {@link MessageCodec#decode} makes of bytes from another node. */
public sealed interface Decoded {

    /** The bytes are a message that this version understands. */
    record Valid(Envelope envelope) implements Decoded {}

    /**
     * The asker still waits for the answer to a large request that was delivered. It sends this reminder instead of a
     * second copy (protocol.md W8).
     */
    record Reminder(long requestId) implements Decoded {}

    /**
     * The bytes are a request of a type, or with a mandatory field, that this version does not know (protocol.md W5).
     */
    record UnknownRequest(long requestId) implements Decoded {}

    /** The bytes are no message; the reason is for logs. */
    record Malformed(String reason) implements Decoded {}
}

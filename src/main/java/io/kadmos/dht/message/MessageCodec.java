package io.kadmos.dht.message;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Turns messages into bytes and back (protocol.md §11). Numbers are big-endian.
 *
 * <pre>
 * 0 u8 type | 1 u8 flags | 2 u64 request id | 10 u32 deadline in ms | 14 u64 hlc | 22 fields | optional fields
 * </pre>
 *
 * The types stand in {@link RequestType} and {@link ResponseType}, their fields in {@link RequestCodec} and
 * {@link ResponseCodec}, the optional fields in {@link OptionalFields}. Two adjacent versions understand each other's
 * messages (protocol.md W5). A version adds to a message by an optional field behind the fixed ones, which an older
 * version skips. If it must not be skipped, the highest bit of its tag is set, and an older version answers
 * {@link Response.Unsupported}. Unknown flags are ignored. Versions of the datagram are not the codec's business. An
 * instance belongs to one thread, because it reuses its buffer for writing; {@link #decode} is safe on any thread.
 */
public final class MessageCodec {

    /** The longest message, in bytes: room for the largest value and 64 KiB for everything else. */
    public static final int MAX_BYTES = (1 << 20) + (1 << 16);

    static final int HEADER_BYTES = 22;
    private static final int FLAG_REMINDER = 1;

    private final Writer writer = new Writer();

    /** Encodes a message into a new array of exactly its length. */
    public byte[] encode(Envelope envelope) {
        writer.clear();
        writer.u8(code(envelope.message())).u8(0);
        writer.u64(envelope.requestId()).u32(envelope.deadlineMillis()).u64(envelope.hlc());
        switch (envelope.message()) {
            case Request request -> RequestCodec.write(request, writer);
            case Response response -> ResponseCodec.write(response, writer);
        }
        OptionalFields.write(envelope, writer);
        return writer.toBytes();
    }

    /** Encodes a reminder of a request, which does not repeat the request's fields. */
    public byte[] encodeReminder(Envelope request) {
        writer.clear();
        writer.u8(code(request.message())).u8(FLAG_REMINDER);
        writer.u64(request.requestId()).u32(request.deadlineMillis()).u64(request.hlc());
        return writer.toBytes();
    }

    /** Decodes a whole message. It throws for no bytes at all, and keeps no reference to the buffer. */
    public static Decoded decode(ByteBuffer bytes) {
        if (bytes.remaining() < HEADER_BYTES) {
            return new Decoded.Malformed("too short");
        }
        int type = Byte.toUnsignedInt(bytes.get());
        int flags = bytes.get();
        long requestId = bytes.getLong();
        boolean isRequest = RequestType.isCode(type);
        if (isRequest && (flags & FLAG_REMINDER) != 0) {
            return new Decoded.Reminder(requestId);
        }
        try {
            int deadlineMillis = bytes.getInt();
            long hlc = bytes.getLong();
            Message message = readMessage(type, bytes);
            OptionalFields optional = OptionalFields.read(bytes);
            return new Decoded.Valid(new Envelope(requestId, deadlineMillis, hlc, optional.complete(message),
                    optional.trace()));
        } catch (UnknownPartException e) {
            return isRequest
                    ? new Decoded.UnknownRequest(requestId)
                    : new Decoded.Malformed(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // The constructors of values refuse a value out of bounds; the buffer refuses to read behind its end.
            return new Decoded.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static int code(Message message) {
        return switch (message) {
            case Request request -> request.type().code();
            case Response response -> response.type().code();
        };
    }

    private static Message readMessage(int type, ByteBuffer bytes) {
        Reader reader = new Reader(bytes);
        return RequestType.isCode(type)
                ? RequestCodec.read(RequestType.ofCode(type), reader)
                : ResponseCodec.read(ResponseType.ofCode(type), reader);
    }

    /**
     * This version does not know a type or a mandatory field. Only the codec throws it, and only the codec catches it.
     */
    static final class UnknownPartException extends RuntimeException {
        UnknownPartException(String part) {
            super("unknown " + part);
        }
    }
}

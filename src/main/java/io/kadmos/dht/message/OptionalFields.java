package io.kadmos.dht.message;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.message.Response.Disagrees;
import io.kadmos.dht.message.Response.Disagrees.Cause;
import io.kadmos.dht.record.TraceContext;

/**
 * The optional fields of a message that this version knows; they stand behind the fixed ones (protocol.md W5). A reader
 * skips unknown fields, unless they are mandatory.
 *
 * <pre>
 * field: u8 tag | u16 length | bytes
 * tag 0x54: the trace context of a client's request: u64 u64 trace id | u64 parent id | u8 flags
 * tag 0x43: the cause of a disagreement: u8
 * </pre>
 */
record OptionalFields(@Nullable TraceContext trace, Cause cause) {

    private static final int MANDATORY_TAG = 0x80;
    private static final int TAG_TRACE = 0x54;
    private static final int TAG_CAUSE = 0x43;

    /** A cause is written as its index here; new ones are appended. The first one is never written. */
    static final List<Cause> CAUSES = List.of(Cause.OTHER, Cause.NAME_TAKEN);

    /** Writes the fields that have something to say. */
    static void write(Envelope envelope, Writer out) {
        if (envelope.message() instanceof Disagrees(var cause, _) && cause != Cause.OTHER) {
            out.u8(TAG_CAUSE).u16(Byte.BYTES).u8(CAUSES.indexOf(cause));
        }
        TraceContext trace = envelope.trace();
        if (trace != null) {
            out.u8(TAG_TRACE).u16(TraceContext.BYTES);
            out.u64(trace.traceHigh()).u64(trace.traceLow()).u64(trace.parent()).u8(trace.flags());
        }
    }

    /**
     * Reads all fields, to the end of the bytes.
     *
     * @throws MessageCodec.UnknownPartException if a mandatory field is unknown
     * @throws IllegalArgumentException if a field is longer than the rest of the bytes
     */
    static OptionalFields read(ByteBuffer bytes) {
        TraceContext trace = null;
        Cause cause = Cause.OTHER;
        while (bytes.hasRemaining()) {
            int tag = Byte.toUnsignedInt(bytes.get());
            int length = Short.toUnsignedInt(bytes.getShort());
            if (length > bytes.remaining()) {
                throw new IllegalArgumentException("optional field of " + length + " bytes");
            }
            if ((tag & MANDATORY_TAG) != 0) {
                throw new MessageCodec.UnknownPartException("mandatory field " + tag);
            }
            if (tag == TAG_TRACE && length == TraceContext.BYTES) {
                trace = new TraceContext(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.get());
            } else if (tag == TAG_CAUSE && length == Byte.BYTES) {
                cause = cause(Byte.toUnsignedInt(bytes.get()));
            } else {
                bytes.position(bytes.position() + length);
            }
        }
        return new OptionalFields(trace, cause);
    }

    /** The message, completed by the cause if it is a disagreement. */
    Message complete(Message message) {
        return message instanceof Disagrees(_, var reason) ? new Disagrees(cause, reason) : message;
    }

    private static Cause cause(int index) {
        return index < CAUSES.size() ? CAUSES.get(index) : Cause.OTHER;
    }
}

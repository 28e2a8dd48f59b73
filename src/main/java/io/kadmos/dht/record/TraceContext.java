package io.kadmos.dht.record;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace to which a client's request belongs, as W3C Trace Context defines it. It goes along with every request
 * between nodes that the client's request causes, so that an operator can join the logs of all nodes. The protocol does
 * not depend on it.
 *
 * @param traceHigh the first half of the trace id
 * @param traceLow the second half of the trace id
 * @param parent the id of the span that sends the request
 * @param flags the trace flags, passed on unchanged
 */
public record TraceContext(long traceHigh, long traceLow, long parent, byte flags) {

    /** The size in a message, in bytes. */
    public static final int BYTES = 3 * Long.BYTES + 1;

    private static final HexFormat HEX = HexFormat.of();
    /** A later version may append fields; version ff is forbidden. */
    private static final Pattern FORMAT = Pattern.compile(
            "(00|(?!ff|00)[0-9a-f]{2})-([0-9a-f]{16})([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String FIRST_VERSION = "00";
    private static final int MAX_LENGTH = 256;
    private static final int SAMPLED = 1;

    /** Reads a {@code traceparent} header. A malformed header counts as absent, as the standard requires. */
    public static Optional<TraceContext> parse(String header) {
        Matcher parts = FORMAT.matcher(header.strip());
        boolean isWellFormed = header.length() <= MAX_LENGTH && parts.matches()
                && (parts.group(6) == null || !parts.group(1).equals(FIRST_VERSION));
        if (!isWellFormed) {
            return Optional.empty();
        }
        TraceContext context = new TraceContext(HexFormat.fromHexDigitsToLong(parts.group(2)),
                HexFormat.fromHexDigitsToLong(parts.group(3)), HexFormat.fromHexDigitsToLong(parts.group(4)),
                (byte) HexFormat.fromHexDigits(parts.group(5)));
        boolean isValid = (context.traceHigh | context.traceLow) != 0 && context.parent != 0;
        return isValid ? Optional.of(context) : Optional.empty();
    }

    /** Whether the client asked for this trace to be recorded. */
    public boolean isSampled() {
        return (flags & SAMPLED) != 0;
    }

    /** This context as a {@code traceparent} header. */
    @Override
    public String toString() {
        return "00-" + HEX.toHexDigits(traceHigh) + HEX.toHexDigits(traceLow) + "-" + HEX.toHexDigits(parent) + "-"
                + HEX.toHexDigits(flags);
    }
}

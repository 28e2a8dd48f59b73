package io.kadmos.dht.record;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request of a client is part of, as W3C Trace Context says it: it goes with every question that the request
 * leads to, so that the logs of all nodes can be put together. Means nothing to the protocol.
 *
 * @param traceHigh the first half of the trace id
 * @param traceLow the second half
 * @param parent the span that asks
 * @param flags as they came
 */
public record TraceContext(long traceHigh, long traceLow, long parent, byte flags) {

    /** Its size in a message. */
    public static final int BYTES = 3 * Long.BYTES + 1;

    private static final HexFormat HEX = HexFormat.of();
    /** Later versions may append fields to these; version ff is forbidden. */
    private static final Pattern FORMAT = Pattern.compile(
            "(00|(?!ff|00)[0-9a-f]{2})-([0-9a-f]{16})([0-9a-f]{16})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String FIRST_VERSION = "00";
    private static final int MAX_LENGTH = 256;
    private static final int SAMPLED = 1;

    /** Reads a {@code traceparent} header; what is malformed counts as absent, as the standard wants it. */
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

    /** Whether somebody wants to know what becomes of it. */
    public boolean isSampled() {
        return (flags & SAMPLED) != 0;
    }

    /** As a {@code traceparent} header. */
    @Override
    public String toString() {
        return "00-" + HEX.toHexDigits(traceHigh) + HEX.toHexDigits(traceLow) + "-" + HEX.toHexDigits(parent) + "-"
                + HEX.toHexDigits(flags);
    }
}

package io.kadmos.http.kv;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * A part of a value (RFC 9110 §14).
 *
 * @param end the position behind the last byte
 */
record ByteRange(int start, int end) {

    /** One range of bytes. A request for several ranges gets the whole value, which RFC 9110 allows. */
    private static final Pattern SINGLE = Pattern.compile("(?i:bytes)=[ \\t]*([0-9]*)-([0-9]*)[ \\t]*");
    /** More digits than any length has; a longer number counts as infinite. */
    private static final int MAX_DIGITS = 15;

    /**
     * The range in a header; empty if the gateway does not understand the header, and so must ignore it.
     *
     * @throws Problem if the range begins behind the end of the value
     */
    static Optional<ByteRange> parse(String header, int length) {
        Matcher matcher = SINGLE.matcher(header.strip());
        if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long suffix = number(matcher.group(2));
            return Optional.of(satisfiable(Math.max(0, length - suffix), length, length));
        }
        long first = number(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE - 1 : number(matcher.group(2));
        return last < first ? Optional.empty() : Optional.of(satisfiable(first, last + 1, length));
    }

    /** The value of a Content-Range header. */
    String contentRange(int length) {
        return "bytes " + start + "-" + (end - 1) + "/" + length;
    }

    private static ByteRange satisfiable(long start, long end, int length) {
        if (start >= length) {
            throw new Problem(Kind.RANGE_NOT_SATISFIABLE, "the value has " + length + " bytes")
                    .withHeader("Content-Range", "bytes */" + length);
        }
        return new ByteRange((int) start, (int) Math.min(end, length));
    }

    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > MAX_DIGITS ? Long.MAX_VALUE - 1 : Long.parseLong(significant);
    }
}

package io.kadmos.dht.record;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Names the operation that set a value: a reading of the hybrid logical clock and a random number of the process that
 * ran the operation. The version is fixed for the life of the operation (protocol.md R1). A read or a retry that has
 * the record accepted again at a higher ballot keeps it. So an ETag changes with a write and with nothing else.
 */
public record Version(long hlc, long writer) implements Comparable<Version> {

    private static final HexFormat HEX = HexFormat.of();
    private static final int TEXT_LENGTH = 32;

    /** Reads {@link #text()} back. A text of any other form yields no version. */
    public static Optional<Version> parse(String text) {
        if (text.length() != TEXT_LENGTH || !text.chars().allMatch(Version::isLowerCaseHex)) {
            return Optional.empty();
        }
        return Optional.of(new Version(HexFormat.fromHexDigitsToLong(text, 0, TEXT_LENGTH / 2),
                HexFormat.fromHexDigitsToLong(text, TEXT_LENGTH / 2, TEXT_LENGTH)));
    }

    /** The opaque token of an ETag, without quotes: 32 hexadecimal characters. */
    public String text() {
        return HEX.toHexDigits(hlc) + HEX.toHexDigits(writer);
    }

    /** The wall-clock time of the write, to the millisecond. */
    public Instant time() {
        return HybridClock.time(hlc);
    }

    @Override
    public int compareTo(Version other) {
        int order = Long.compareUnsigned(hlc, other.hlc);
        return order != 0 ? order : Long.compareUnsigned(writer, other.writer);
    }

    private static boolean isLowerCaseHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}

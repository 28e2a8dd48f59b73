package io.kadmos.dht.record;

import java.util.HexFormat;

/**
 * The id of one data directory: 128 random bits, drawn when the directory is created. A node with a new disk id is a
 * new member (protocol.md C2).
 */
public record DiskId(long high, long low) implements Comparable<DiskId> {

    /** Reads {@link #hex()} back. @throws IllegalArgumentException if the text is anything else */
    public static DiskId parse(String hex) {
        if (hex.length() != 32) {
            throw new IllegalArgumentException("a disk id has 32 hexadecimal characters: " + hex);
        }
        return new DiskId(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }

    /** 32 lower-case hexadecimal characters. */
    public String hex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    @Override
    public int compareTo(DiskId other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }
}

package io.kadmos.dht.record;

import java.util.HexFormat;

/** The 128-bit id of one write of one client. Every retry of the write has the same id (protocol.md R11). */
public record OpId(long high, long low) {

    /** 32 lower-case hexadecimal characters. */
    public String hex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}

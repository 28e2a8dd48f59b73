package io.kadmos.dht.record;

import java.util.HexFormat;

/** Names one write of one client, 128 bits: the same for every retry of it. */
public record OpId(long high, long low) {

    /** 32 lower-case hexadecimal characters. */
    public String hex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}

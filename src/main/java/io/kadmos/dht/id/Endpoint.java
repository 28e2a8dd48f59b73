package io.kadmos.dht.id;

import java.nio.ByteBuffer;
import java.util.StringJoiner;

/**
 * A UDP address in numbers: the 4 bytes of an IPv4 or the 16 bytes of an IPv6 address, and a port from 1 to 65535. It
 * never resolves a name: {@code machine} resolves names and passes endpoints to the core.
 *
 * @param high the first 8 bytes of an IPv6 address; 0 for IPv4
 * @param low the last 8 bytes of an IPv6 address, or the 4 bytes of an IPv4 address
 */
public record Endpoint(boolean isIpv6, long high, long low, int port) {

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** Checks the port, and that an IPv4 address has 4 bytes. */
    public Endpoint {
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("port must be 1..65535: " + port);
        }
        if (!isIpv6 && (high != 0 || low >>> Integer.SIZE != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 4 bytes");
        }
    }

    /** An endpoint of 4 (IPv4) or 16 (IPv6) address bytes. @throws IllegalArgumentException for any other length */
    public static Endpoint of(byte[] address, int port) {
        ByteBuffer buffer = ByteBuffer.wrap(address);
        return switch (address.length) {
            case IPV4_BYTES -> new Endpoint(false, 0, Integer.toUnsignedLong(buffer.getInt()), port);
            case IPV6_BYTES -> new Endpoint(true, buffer.getLong(), buffer.getLong(), port);
            default -> throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + address.length);
        };
    }

    /** The 4 or 16 bytes of the address. */
    public byte[] address() {
        return isIpv6
                ? ByteBuffer.allocate(IPV6_BYTES).putLong(high).putLong(low).array()
                : ByteBuffer.allocate(IPV4_BYTES).putInt((int) low).array();
    }

    /** The numeric text of the address, without the port. */
    public String host() {
        byte[] address = address();
        StringJoiner text = new StringJoiner(isIpv6 ? ":" : ".");
        for (int i = 0; i < address.length; i += isIpv6 ? 2 : 1) {
            text.add(isIpv6
                    ? Integer.toHexString(((address[i] & 0xff) << 8) | (address[i + 1] & 0xff))
                    : Integer.toString(address[i] & 0xff));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return (isIpv6 ? "[" + host() + "]" : host()) + ":" + port;
    }
}

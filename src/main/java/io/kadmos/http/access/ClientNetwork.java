package io.kadmos.http.access;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The addresses that the rate limit counts as one client: an IPv4 address, or the /64 of an IPv6 address, because a
 * host can take any address of its /64.
 *
 * @param prefix the first 64 bits of the IPv6 address; an IPv4 address follows sixteen ones, with which no client's
 *        IPv6 address begins
 */
record ClientNetwork(long prefix) {

    /** Stands for every client whose address cannot be parsed, which only the header of a proxy can cause. */
    static final ClientNetwork UNREADABLE = new ClientNetwork(-1);
    private static final long IPV4 = 0xffff_0000_0000_0000L;
    private static final char ZONE = '%';

    /** The network of an address in the form of the web server. */
    static ClientNetwork of(String address) {
        int zone = address.indexOf(ZONE);
        try {
            return of(InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)));
        } catch (IllegalArgumentException e) {
            return UNREADABLE;
        }
    }

    private static ClientNetwork of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return new ClientNetwork(address instanceof Inet4Address
                ? IPV4 | Integer.toUnsignedLong(bytes.getInt())
                : bytes.getLong());
    }
}

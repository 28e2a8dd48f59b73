package io.kadmos.dht.id;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * A UDP address in numbers: 4 or 16 address bytes and a port. It never resolves a name; names are resolved by the
 * machine and arrive here as endpoints.
 */
public record Endpoint(InetAddress address, int port) {

    /** Checks the port; an address with a host name attached loses it. */
    public Endpoint {
        Objects.requireNonNull(address);
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("port must be 1..65535: " + port);
        }
    }

    /** An endpoint of 4 (IPv4) or 16 (IPv6) address bytes. @throws IllegalArgumentException for any other length */
    public static Endpoint of(byte[] address, int port) {
        try {
            return new Endpoint(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + address.length, e);
        }
    }

    /** The numeric text of the address, without the port. */
    public String host() {
        return address.getHostAddress();
    }

    @Override
    public String toString() {
        String host = host();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}

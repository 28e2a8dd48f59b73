package io.kadmos.machine;

import java.net.InetAddress;

/** The UDP address of a node cannot be bound; the node must not start. */
public final class PortUnavailableException extends RuntimeException {

    PortUnavailableException(InetAddress host, int port, String reason, Exception cause) {
        super("cannot listen on UDP " + host.getHostAddress() + " port " + port + ": " + reason, cause);
    }
}

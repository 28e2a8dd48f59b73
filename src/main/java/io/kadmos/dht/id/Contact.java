package io.kadmos.dht.id;

import java.util.Objects;

/**
 * A node's id and the UDP endpoint at which it is expected. The endpoint is a hint until the node has answered there
 * (protocol.md W12).
 */
public record Contact(Id id, Endpoint endpoint) {

    /** Both parts are required. */
    public Contact {
        Objects.requireNonNull(id);
        Objects.requireNonNull(endpoint);
    }

    @Override
    public String toString() {
        return id.shortHex() + "@" + endpoint;
    }
}

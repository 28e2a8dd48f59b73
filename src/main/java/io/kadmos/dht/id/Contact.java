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

    /** The node, whichever it is, that answers at an endpoint: its id is not known before it has answered. */
    public static Contact unidentified(Endpoint endpoint) {
        return new Contact(Id.ZERO, endpoint);
    }

    /** Whether the id of the node is known. */
    public boolean isIdentified() {
        return !id.equals(Id.ZERO);
    }

    @Override
    public String toString() {
        return id.shortHex() + "@" + endpoint;
    }
}

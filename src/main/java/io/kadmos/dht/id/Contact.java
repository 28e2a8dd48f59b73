package io.kadmos.dht.id;

import java.util.Objects;

/** A node and where it is thought to be. */
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

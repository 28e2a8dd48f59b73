package io.kadmos.dht.channel;

import java.util.Objects;

import io.kadmos.dht.id.Id;

/**
 * Who a node is towards the others, and what proves that it belongs to them.
 *
 * @param keyring to begin with; see {@link Channel#replace}
 */
public record Credentials(String clusterName, Id self, Keyring keyring) {

    /** All parts are required. */
    public Credentials {
        Objects.requireNonNull(clusterName);
        Objects.requireNonNull(self);
        Objects.requireNonNull(keyring);
    }
}

package io.kadmos.dht.channel;

import java.util.Objects;

import io.kadmos.dht.id.Id;

/**
 * The identity of a node, and the keys that prove that it belongs to the cluster (protocol.md W1).
 *
 * @param keyring the keys to begin with; see {@link Channel#replace}
 */
public record Credentials(String clusterName, Id self, Keyring keyring) {

    /** All parts are required. */
    public Credentials {
        Objects.requireNonNull(clusterName);
        Objects.requireNonNull(self);
        Objects.requireNonNull(keyring);
    }
}

package io.kadmos.dht.node;

import io.kadmos.dht.channel.Keyring;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;

/**
 * The names, the disk and the keys of a node. Immutable, safe on any thread.
 *
 * @param advertised where other nodes reach it
 * @param release its version, for operators
 * @param keyring seals and opens its datagrams
 */
public record NodeIdentity(String clusterName, String nodeName, DiskId disk, Endpoint advertised, String release,
        Keyring keyring) {

    /** The id that follows from the two names. */
    public Id id() {
        return Id.ofNode(clusterName, nodeName);
    }
}

package io.kadmos.dht.node;

import io.kadmos.dht.channel.Keyring;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;

/**
 * Who a node is.
 *
 * @param advertised where others reach it
 * @param release its version, for people
 */
public record NodeIdentity(String clusterName, String nodeName, DiskId disk, Endpoint advertised, String release,
        Keyring keyring) {

    /** The id that follows from the names. */
    public Id id() {
        return Id.ofNode(clusterName, nodeName);
    }
}

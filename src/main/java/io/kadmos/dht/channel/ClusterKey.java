package io.kadmos.dht.channel;

import io.kadmos.dht.record.Bytes;

/** A secret that proves membership, and the 16-bit id by which a datagram names it (protocol.md W4). */
record ClusterKey(int id, Bytes secret) {

    /** The key id only, never the secret. */
    @Override
    public String toString() {
        return "key " + Integer.toHexString(id);
    }
}

package io.kadmos.dht.channel;

import io.kadmos.dht.record.Bytes;

/** A secret that proves membership, and the 16-bit id by which a datagram names it. */
record ClusterKey(int id, Bytes secret) {

    /** Never the secret. */
    @Override
    public String toString() {
        return "key " + Integer.toHexString(id);
    }
}

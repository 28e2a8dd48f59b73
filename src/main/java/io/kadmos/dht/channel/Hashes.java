package io.kadmos.dht.channel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, for the ids of keys and the names of clusters. Not computed for every datagram. */
final class Hashes {

    private Hashes() {}

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must offer SHA-256", e);
        }
    }
}

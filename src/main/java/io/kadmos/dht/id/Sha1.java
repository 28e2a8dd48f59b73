package io.kadmos.dht.id;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of Kademlia. It only places keys and nodes; the safety of the protocol does not depend on it. */
final class Sha1 {

    private Sha1() {}

    static Id of(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Id.fromBytes(digest.digest(), 0);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must offer SHA-1", e);
        }
    }
}

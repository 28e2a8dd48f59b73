package io.kadmos.dht.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** Derives the key of one sender instance from a cluster key: HKDF-SHA256 (RFC 5869) without salt (protocol.md W2). */
final class SessionKeys {

    private static final byte[] LABEL = "kadmos-udp-v1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;

    private final KDF hkdf;

    SessionKeys() {
        try {
            hkdf = KDF.getInstance("HKDF-SHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 25 must offer HKDF-SHA256", e);
        }
    }

    SecretKey derive(ClusterKey key, long senderInstance) {
        byte[] info = ByteBuffer.allocate(LABEL.length + Long.BYTES).put(LABEL).putLong(senderInstance).array();
        HKDFParameterSpec parameters = HKDFParameterSpec.ofExtract().addIKM(key.secret().array()).thenExpand(info,
                KEY_BYTES);
        try {
            return hkdf.deriveKey("AES", parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot derive a key from " + key, e);
        }
    }
}

package io.kadmos.dht.channel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.Bytes;

/**
 * The keys of a cluster, at most four. A node seals with the primary key and opens with every key. An operator replaces
 * a secret in three rollouts without an outage: the new secret is added for opening, becomes the primary one, and the
 * old secret is removed (protocol.md W4). Immutable; safe on any thread.
 */
public final class Keyring {

    /** The most keys: an old one, a new one, and two to spare. */
    public static final int MAX_KEYS = 4;
    /** The shortest secret, in characters. */
    public static final int MIN_SECRET_LENGTH = 16;

    private final List<ClusterKey> keys;

    private Keyring(List<ClusterKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A keyring of one secret. @throws IllegalArgumentException if it is too short */
    public static Keyring of(String secret) {
        return of(secret, List.of());
    }

    /**
     * A keyring that seals with one secret and opens with others as well.
     *
     * @throws IllegalArgumentException if a secret is too short, there are too many, or two have the same key id
     */
    public static Keyring of(String primary, List<String> decryptOnly) {
        if (decryptOnly.size() >= MAX_KEYS) {
            throw new IllegalArgumentException("at most " + MAX_KEYS + " keys, not " + (decryptOnly.size() + 1));
        }
        List<ClusterKey> keys = new ArrayList<>(MAX_KEYS);
        keys.add(key(primary));
        for (String secret : decryptOnly) {
            ClusterKey key = key(secret);
            if (keys.stream().anyMatch(other -> other.id() == key.id())) {
                throw new IllegalArgumentException("two secrets have the same key id: choose another secret");
            }
            keys.add(key);
        }
        return new Keyring(keys);
    }

    /**
     * A keyring whose secret is derived from the cluster name. It keeps clusters apart, but protects nothing: an
     * attacker who knows the name has the secret.
     */
    public static Keyring insecure(String clusterName) {
        byte[] known = ("kadmos-insecure-v1\0" + clusterName).getBytes(StandardCharsets.UTF_8);
        return new Keyring(List.of(key(Hashes.sha256(known))));
    }

    /** The key that seals. */
    ClusterKey primary() {
        return keys.getFirst();
    }

    /** The key with this id. */
    @Nullable ClusterKey find(int id) {
        for (ClusterKey key : keys) {
            if (key.id() == id) {
                return key;
            }
        }
        return null;
    }

    /** The key ids only, which every datagram shows in clear. */
    @Override
    public String toString() {
        return "seals with " + primary() + ", opens with " + keys;
    }

    private static ClusterKey key(String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException("a secret has at least " + MIN_SECRET_LENGTH + " characters");
        }
        return key(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static ClusterKey key(byte[] secret) {
        byte[] hash = Hashes.sha256(secret);
        return new ClusterKey(Byte.toUnsignedInt(hash[0]) << 8 | Byte.toUnsignedInt(hash[1]), Bytes.wrap(secret));
    }
}

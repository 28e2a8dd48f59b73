package io.kadmos.dht.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;

/**
 * Seals what leaves and opens what arrives: AES-256-GCM under a key of the sender's instance, with the packet number as
 * nonce, so that a nonce never repeats as long as no two instances are equal. Whoever gives the randomness must see to
 * that: in production it comes from the operating system's entropy.
 *
 * <pre>
 * 0 u8 magic | 1 u8 wire versions | 2 u16 key id | 4 u64 sender instance | 12 u64 packet number
 * 20 ciphertext of (20 bytes sender id, frames) | 16 bytes tag
 * AAD = bytes 0..19 ‖ SHA-256(cluster name)[0..15] ‖ destination id (zeros if unaddressed)
 * </pre>
 *
 * Sessions of others are kept for the {@value #MAX_SESSIONS} instances heard last. An instance enters only with an
 * authentic datagram, so that a stranger cannot push others out. One forgotten costs a key derivation, and its old
 * datagrams could be replayed: requests are idempotent. One thread: ciphers and buffers are reused.
 */
final class Seal {

    static final int HEADER_BYTES = 20;
    static final int TAG_BYTES = 16;
    /** What a datagram holds beside its frames. */
    static final int OVERHEAD_BYTES = HEADER_BYTES + Id.BYTES + TAG_BYTES;
    /** So many peers with two instances each are heard without deriving a key twice; about 4 MiB. */
    static final int MAX_SESSIONS = 8_192;
    /** A key seals no more than this, far below what AES-GCM allows. */
    static final long MAX_PACKETS = 1L << 36;

    static final Duration MAX_AGE = Duration.ofHours(24);
    static final int MAGIC_ADDRESSED = 0xca;
    static final int MAGIC_UNADDRESSED = 0xcb;

    private static final int CLUSTER_HASH_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int VERSION_OFFSET = 1;
    private static final int PACKET_NUMBER_OFFSET = 12;

    private final Credentials credentials;
    private final WireVersions versions;
    private final SpokenVersions spoken;
    private final RandomGenerator random;
    private final SessionKeys sessionKeys = new SessionKeys();
    private final Cipher sealing = newCipher();
    private final Cipher opening = newCipher();
    private final Map<Instance, Session> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Instance, Session> eldest) {
            return size() > MAX_SESSIONS;
        }
    };
    /** The part of the AAD behind the header: cluster hash, destination. */
    private final ByteBuffer context = ByteBuffer.allocate(CLUSTER_HASH_BYTES + Id.BYTES);
    private byte[] plaintext = new byte[2_048];

    private Keyring keyring;
    private @Nullable SecretKey ownKey;
    private long ownInstance;
    private long packetsSealed;
    private Duration ownSince = Duration.ZERO;

    Seal(Credentials credentials, WireVersions versions, RandomGenerator random) {
        this.credentials = credentials;
        this.versions = versions;
        this.spoken = new SpokenVersions(versions);
        this.random = random;
        this.keyring = credentials.keyring();
        byte[] clusterHash = Hashes.sha256(credentials.clusterName().getBytes(StandardCharsets.UTF_8));
        context.put(clusterHash, 0, CLUSTER_HASH_BYTES);
    }

    /**
     * Seals with the primary key of another ring from now on, and opens with all of its keys. An instance belongs to
     * one key, so a new primary key begins a new one.
     */
    void replace(Keyring next) {
        Keyring last = keyring;
        keyring = next;
        sessions.keySet().removeIf(each -> !Objects.equals(next.find(each.keyId()), last.find(each.keyId())));
        if (!next.primary().equals(last.primary())) {
            ownKey = null;
        }
    }

    /** Seals frames for a node, or for whoever reads them if its id is zero. The frames are not kept. */
    byte[] seal(Id destination, ByteBuffer frames, Duration now) {
        SecretKey key = currentKey(now);
        byte[] datagram = new byte[OVERHEAD_BYTES + frames.remaining()];
        int magic = destination.equals(Id.ZERO) ? MAGIC_UNADDRESSED : MAGIC_ADDRESSED;
        ByteBuffer out = ByteBuffer.wrap(datagram);
        out.put((byte) magic).put((byte) spoken.versionByteFor(destination)).putShort((short) keyring.primary().id());
        out.putLong(ownInstance).putLong(packetsSealed);
        credentials.self().writeTo(out);
        out.put(frames);
        try {
            begin(sealing, Cipher.ENCRYPT_MODE, key, packetsSealed, datagram, destination);
            sealing.doFinal(datagram, HEADER_BYTES, out.position() - HEADER_BYTES, datagram, HEADER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal packet " + packetsSealed, e);
        }
        packetsSealed++;
        return datagram;
    }

    /** Opens a datagram that claims to come from an endpoint. */
    Opening open(Endpoint from, byte[] datagram) {
        if (datagram.length < OVERHEAD_BYTES) {
            return Opening.Rejected.TOO_SHORT;
        }
        ByteBuffer header = ByteBuffer.wrap(datagram);
        int magic = Byte.toUnsignedInt(header.get());
        if ((magic != MAGIC_ADDRESSED && magic != MAGIC_UNADDRESSED) || !versions.understand(header.get())) {
            return Opening.Rejected.UNKNOWN_WIRE_VERSION;
        }
        ClusterKey clusterKey = keyring.find(Short.toUnsignedInt(header.getShort()));
        if (clusterKey == null) {
            return Opening.Rejected.UNKNOWN_KEY;
        }
        Addressing addressing = magic == MAGIC_ADDRESSED ? Addressing.ADDRESSED : Addressing.UNADDRESSED;
        return open(from, datagram, addressing, clusterKey, header.getLong());
    }

    private Opening open(Endpoint from, byte[] datagram, Addressing addressing, ClusterKey clusterKey, long number) {
        long packetNumber = ByteBuffer.wrap(datagram).getLong(PACKET_NUMBER_OFFSET);
        Instance instance = new Instance(clusterKey.id(), number);
        Session session = sessions.get(instance);
        SecretKey key = session == null ? sessionKeys.derive(clusterKey, number) : session.key();
        ByteBuffer opened = decrypt(datagram, key, packetNumber, addressing);
        if (opened == null) {
            return Opening.Rejected.NOT_AUTHENTIC;
        }
        Id sender = Id.from(opened);
        if (session == null) {
            session = new Session(key, new Contact(sender, from));
            sessions.put(instance, session);
        }
        if (!session.peer().equals(sender)) {
            return Opening.Rejected.NOT_AUTHENTIC;
        }
        if (!session.isNew(packetNumber)) {
            return Opening.Rejected.REPLAYED;
        }
        spoken.heard(sender, datagram[VERSION_OFFSET]);
        return new Opening.Opened(session.at(from), addressing, opened);
    }

    /** How many instances of others are remembered. */
    int sessions() {
        return sessions.size();
    }

    private @Nullable ByteBuffer decrypt(byte[] datagram, SecretKey key, long packetNumber, Addressing addressing) {
        if (plaintext.length < datagram.length) {
            plaintext = new byte[ChannelSettings.MAX_DATAGRAM_BYTES];
        }
        Id destination = addressing == Addressing.ADDRESSED ? credentials.self() : Id.ZERO;
        try {
            begin(opening, Cipher.DECRYPT_MODE, key, packetNumber, datagram, destination);
            int length = opening.doFinal(datagram, HEADER_BYTES, datagram.length - HEADER_BYTES, plaintext, 0);
            return ByteBuffer.wrap(plaintext, 0, length);
        } catch (AEADBadTagException _) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open a datagram of " + datagram.length + " bytes", e);
        }
    }

    private void begin(Cipher cipher, int mode, SecretKey key, long packetNumber, byte[] datagram, Id destination)
            throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(NONCE_BYTES - Long.BYTES, packetNumber).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(datagram, 0, HEADER_BYTES);
        destination.writeTo(context.position(CLUSTER_HASH_BYTES));
        cipher.updateAAD(context.array());
    }

    /** The key of the own instance, which is a new one when the last has sealed enough or is too old. */
    private SecretKey currentKey(Duration now) {
        SecretKey key = ownKey;
        if (key == null || packetsSealed >= MAX_PACKETS || now.minus(ownSince).compareTo(MAX_AGE) >= 0) {
            ownInstance = random.nextLong();
            key = sessionKeys.derive(keyring.primary(), ownInstance);
            ownKey = key;
            packetsSealed = 0;
            ownSince = now;
        }
        return key;
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform must offer AES-GCM", e);
        }
    }

    /** A peer's process, under one of the cluster's keys. */
    private record Instance(int keyId, long number) {}
}

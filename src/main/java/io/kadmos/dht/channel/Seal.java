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
 * Seals the datagrams that this node sends and opens those that arrive (protocol.md W1): AES-256-GCM under a key of the
 * sender's instance, with the packet number as nonce. So no nonce repeats under a key as long as no two instances are
 * equal (protocol.md W2). The caller's randomness must make them different: in production it is the entropy of the
 * operating system.
 *
 * <pre>
 * 0 u8 magic | 1 u8 wire versions | 2 u16 key id | 4 u64 sender instance | 12 u64 packet number
 * 20 ciphertext of (20 bytes sender id, frames) | 16 bytes tag
 * AAD = bytes 0..19 ‖ SHA-256(cluster name)[0..15] ‖ destination id (zeros if unaddressed)
 * </pre>
 *
 * The node keeps sessions for the {@value #MAX_SESSIONS} instances of peers heard last. An instance enters only with an
 * authentic datagram, so an outsider cannot displace others. A forgotten session costs one key derivation when its
 * instance is heard again, and makes a replay of its old datagrams possible; requests are idempotent, so that does no
 * harm. Event loop only: ciphers and buffers are reused.
 */
final class Seal {

    static final int HEADER_BYTES = 20;
    static final int TAG_BYTES = 16;
    /** The bytes of a datagram beside its frames. */
    static final int OVERHEAD_BYTES = HEADER_BYTES + Id.BYTES + TAG_BYTES;
    /** Enough for 4 096 peers with two instances each; about 4 MiB. */
    static final int MAX_SESSIONS = 8_192;
    /** The most packets that one key seals, far below the limit of AES-GCM. */
    static final long MAX_PACKETS = 1L << 36;

    /** After this time a node begins a new instance, with a new key. */
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
    /** The part of the AAD that follows the header: cluster hash, destination. */
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
     * Seals with the primary key of another keyring from now on, and opens with all its keys (protocol.md W4). An
     * instance belongs to one key, so a new primary key begins a new instance.
     */
    void replace(Keyring next) {
        Keyring last = keyring;
        keyring = next;
        sessions.keySet().removeIf(each -> !Objects.equals(next.find(each.keyId()), last.find(each.keyId())));
        if (!next.primary().equals(last.primary())) {
            ownKey = null;
        }
    }

    /** Seals frames for a node, or for the unknown node at an endpoint if the id is zero. Does not keep the frames. */
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

    /** The number of peer instances that the node remembers. */
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

    /** The key of the own instance. A new instance begins when the last one has sealed enough or is too old. */
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

    /** One run of a peer's process, under one of the cluster's keys. */
    private record Instance(int keyId, long number) {}
}

package io.kadmos.dht.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * A point of the 160-bit key space (Kademlia §2.1; protocol.md §11): the id of a node, of a key or of a slot. Bit 0 is
 * the most significant. The natural order is that of the unsigned number.
 */
public record Id(long high, long middle, int low) implements Comparable<Id> {

    /** Bits of an id. */
    public static final int BITS = 160;
    /** Bytes of an id. */
    public static final int BYTES = BITS / 8;
    /** Stands in the place of a destination whose id the sender does not know yet. */
    public static final Id ZERO = new Id(0, 0, 0);

    private static final HexFormat HEX = HexFormat.of();

    /** The id under which a key is placed: the SHA-1 hash of its bytes. */
    public static Id ofKey(byte[] key) {
        return Sha1.of(key);
    }

    /** The id of a node: the SHA-1 hash of the cluster name, a zero byte and the node name. */
    public static Id ofNode(String clusterName, String nodeName) {
        return Sha1.of(clusterName.getBytes(StandardCharsets.UTF_8), new byte[1],
                nodeName.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the 20 bytes that start at {@code offset}. The array must hold them. */
    public static Id fromBytes(byte[] bytes, int offset) {
        return from(ByteBuffer.wrap(bytes, offset, BYTES));
    }

    /** Reads the next 20 bytes of a buffer, which must hold them. */
    public static Id from(ByteBuffer buffer) {
        return new Id(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    /** Parses 40 hexadecimal characters. @throws IllegalArgumentException if the text is anything else */
    public static Id parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("an id has " + 2 * BYTES + " hexadecimal characters: " + hex);
        }
        return fromBytes(HEX.parseHex(hex), 0);
    }

    /** A random id that shares at least the first {@code prefixBits} bits, 0 to 160, with this one. */
    public Id randomWithPrefix(int prefixBits, RandomGenerator random) {
        Id noise = new Id(random.nextLong(), random.nextLong(), random.nextInt());
        return new Id(mix(high, noise.high, prefixBits), mix(middle, noise.middle, prefixBits - 64),
                (int) (mix((long) low << 32, (long) noise.low << 32, prefixBits - 128) >>> 32));
    }

    /** This id with one bit, 0 to 159, inverted. */
    public Id flip(int bit) {
        if (bit < 64) {
            return new Id(high ^ (Long.MIN_VALUE >>> bit), middle, low);
        }
        return bit < 128
                ? new Id(high, middle ^ (Long.MIN_VALUE >>> (bit - 64)), low)
                : new Id(high, middle, low ^ (Integer.MIN_VALUE >>> (bit - 128)));
    }

    /** The XOR distance to another id. */
    public Distance distanceTo(Id other) {
        return new Distance(high ^ other.high, middle ^ other.middle, low ^ other.low);
    }

    /** Orders ids by their distance to this one, nearest first. Two different ids never tie. */
    public Comparator<Id> nearestFirst() {
        return this::compareDistance;
    }

    /** Compares the distances of two ids to this one: negative if {@code a} is nearer, zero if they are equal. */
    public int compareDistance(Id a, Id b) {
        int order = Long.compareUnsigned(high ^ a.high, high ^ b.high);
        if (order == 0) {
            order = Long.compareUnsigned(middle ^ a.middle, middle ^ b.middle);
        }
        return order != 0 ? order : Integer.compareUnsigned(low ^ a.low, low ^ b.low);
    }

    /** The number of leading bits that the two ids share: 160 if they are equal. */
    public int commonPrefixBits(Id other) {
        return distanceTo(other).leadingZeros();
    }

    /** Whether the bit at a position, 0 to 159, is set; 0 is the most significant. */
    public boolean bit(int position) {
        long word = position < 64 ? high : position < 128 ? middle : (long) low << 32;
        return (word << (position & 63)) < 0;
    }

    /** Appends the 20 bytes of this id. */
    public void writeTo(ByteBuffer buffer) {
        buffer.putLong(high).putLong(middle).putInt(low);
    }

    /** The 20 bytes, most significant first. */
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        writeTo(buffer);
        return buffer.array();
    }

    /** 40 lower-case hexadecimal characters. */
    public String hex() {
        return HEX.formatHex(toBytes());
    }

    /** The first eight hexadecimal characters, for logs. */
    public String shortHex() {
        return HEX.toHexDigits((int) (high >>> 32));
    }

    @Override
    public int compareTo(Id other) {
        return ZERO.compareDistance(this, other);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static long mix(long kept, long noise, int keptBits) {
        if (keptBits <= 0) {
            return noise;
        }
        long noiseMask = keptBits >= 64 ? 0 : -1L >>> keptBits;
        return (kept & ~noiseMask) | (noise & noiseMask);
    }
}

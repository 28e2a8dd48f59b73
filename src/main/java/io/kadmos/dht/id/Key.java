package io.kadmos.dht.id;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** A key: 1 to 512 bytes of valid UTF-8, compared byte by byte, without any folding. Immutable. */
public final class Key implements Comparable<Key> {

    /** The longest key, in bytes. */
    public static final int MAX_BYTES = 512;

    private final byte[] utf8;
    private final Id id;

    /** The order of rows on a disk: by where the keys lie, then by their bytes. */
    public static final Comparator<Key> BY_ID = Comparator.comparing(Key::id).thenComparing(Comparator.naturalOrder());

    private Key(byte[] utf8) {
        if (utf8.length == 0 || utf8.length > MAX_BYTES) {
            throw new IllegalArgumentException("a key has 1 to " + MAX_BYTES + " bytes, not " + utf8.length);
        }
        this.utf8 = utf8;
        this.id = Id.ofKey(utf8);
    }

    /** The key with this text. @throws IllegalArgumentException if it is empty, too long or not valid Unicode */
    public static Key of(String text) {
        return ofUtf8(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The key with these bytes, which are copied. @throws IllegalArgumentException if they are not a key */
    public static Key ofUtf8(byte[] utf8) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a key must be valid UTF-8", e);
        }
        return new Key(utf8.clone());
    }

    /** Where the key lies in the key space. */
    public Id id() {
        return id;
    }

    /** Its length in bytes. */
    public int length() {
        return utf8.length;
    }

    /** Appends its bytes, without a length. */
    public void writeTo(ByteBuffer buffer) {
        buffer.put(utf8);
    }

    /** Its text. */
    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(utf8, other.utf8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(utf8, key.utf8);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The short id only: a whole key may be a secret and does not belong into a log. */
    @Override
    public String toString() {
        return "key " + id.shortHex();
    }
}

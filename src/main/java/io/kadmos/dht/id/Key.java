package io.kadmos.dht.id;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * An immutable key: 1 to 512 bytes of valid UTF-8. Keys are compared byte by byte, without case folding or
 * normalization.
 */
public final class Key implements Comparable<Key> {

    /** The longest key, in bytes. */
    public static final int MAX_BYTES = 512;

    private final byte[] utf8;
    private final Id id;

    /** The order of rows on a disk: by key id, then by the bytes of the key. */
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

    /** The point of the key space at which the key is placed. */
    public Id id() {
        return id;
    }

    /** The length of the key in bytes. */
    public int length() {
        return utf8.length;
    }

    /** Appends the bytes of the key, without their length. */
    public void writeTo(ByteBuffer buffer) {
        buffer.put(utf8);
    }

    /** The key as text. */
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

    /** The short id only: a whole key may be confidential and must not appear in a log. */
    @Override
    public String toString() {
        return "key " + id.shortHex();
    }
}

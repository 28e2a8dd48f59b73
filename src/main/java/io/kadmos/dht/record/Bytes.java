package io.kadmos.dht.record;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An immutable string of bytes, compared by content. It shares its array with the caller instead of copying it. */
public final class Bytes {

    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** Wraps an array without copying. The caller must not change the array afterwards. */
    public static Bytes wrap(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array);
    }

    /** Reads the next {@code length} bytes of a buffer, which must have them. */
    public static Bytes read(ByteBuffer buffer, int length) {
        byte[] array = new byte[length];
        buffer.get(array);
        return wrap(array);
    }

    /** The number of bytes. */
    public int length() {
        return array.length;
    }

    /** Appends the bytes. */
    public void writeTo(ByteBuffer buffer) {
        buffer.put(array);
    }

    /** The wrapped array itself, not a copy. The caller must only read it. */
    public byte[] array() {
        return array;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return array.length + " bytes";
    }
}

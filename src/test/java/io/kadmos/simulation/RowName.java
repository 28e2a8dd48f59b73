package io.kadmos.simulation;

import java.util.Arrays;

/** A key of a disk, compared by its bytes as a disk compares them. */
record RowName(@SuppressWarnings("ArrayRecordComponent") byte[] bytes) implements Comparable<RowName> {

    private static final byte ROWS = 'r';
    private static final byte SLOT_STATES = 'c';

    /** Whether it names a record, not a fact, a digest or an expiry. */
    boolean isRecord() {
        return bytes.length > 0 && bytes[0] == ROWS;
    }

    /** Whether it names the state of a slot. */
    boolean isSlotState() {
        return bytes.length > 0 && bytes[0] == SLOT_STATES;
    }

    @Override
    public int compareTo(RowName other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}

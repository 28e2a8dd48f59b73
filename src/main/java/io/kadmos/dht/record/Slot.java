package io.kadmos.dht.record;

/**
 * The index of one of the equal parts into which a {@link SlotSpace} cuts the key space, in ascending order, 0 to
 * 65535.
 */
public record Slot(int index) implements Comparable<Slot> {

    /** Checks that the index fits into 16 bits. */
    public Slot {
        if (index < 0 || index > 0xffff) {
            throw new IllegalArgumentException("a slot index must be 0..65535: " + index);
        }
    }

    @Override
    public int compareTo(Slot other) {
        return Integer.compare(index, other.index);
    }
}

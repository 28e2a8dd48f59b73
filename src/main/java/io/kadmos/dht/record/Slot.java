package io.kadmos.dht.record;

/** One of the equal parts into which a {@link SlotSpace} cuts the key space, by its index in ascending order. */
public record Slot(int index) implements Comparable<Slot> {

    /** An index is never negative. */
    public Slot {
        if (index < 0 || index > 0xffff) {
            throw new IllegalArgumentException("slot index " + index);
        }
    }

    @Override
    public int compareTo(Slot other) {
        return Integer.compare(index, other.index);
    }
}

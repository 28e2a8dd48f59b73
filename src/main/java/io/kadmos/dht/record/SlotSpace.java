package io.kadmos.dht.record;

import io.kadmos.dht.id.Id;

/** The key space, cut by prefix into 2^bits slots. The number is fixed when the cluster forms (protocol.md §9). */
public record SlotSpace(int bits) {

    /** 4 096 slots: at 100 nodes all keys of a slot have the same N closest nodes. */
    public static final SlotSpace DEFAULT = new SlotSpace(12);

    /** The greatest number of slots. */
    public static final int MAX_COUNT = 1 << 16;

    /** Checks that a slot index fits into 16 bits. */
    public SlotSpace {
        if (bits < 1 || bits > 16) {
            throw new IllegalArgumentException("slot bits must be 1..16: " + bits);
        }
    }

    /** The number of slots. */
    public int count() {
        return 1 << bits;
    }

    /** The slot in which an id lies. */
    public Slot slotOf(Id id) {
        return new Slot((int) (id.high() >>> (Long.SIZE - bits)));
    }

    /** The point of a slot, its prefix followed by zeros: nodes are compared by their distance to it. */
    public Id point(Slot slot) {
        return new Id((long) slot.index() << (Long.SIZE - bits), 0, 0);
    }

    /** Whether there is a slot with this index. */
    public boolean contains(Slot slot) {
        return slot.index() < count();
    }
}

package io.kadmos.dht.record;

import io.kadmos.dht.id.Id;

/** The key space cut into 2^bits slots by prefix; fixed when the cluster forms. */
public record SlotSpace(int bits) {

    /** 4 096 slots: at 100 nodes every key of a slot has the same N closest. */
    public static final SlotSpace DEFAULT = new SlotSpace(12);

    /** The most slots that there can be. */
    public static final int MAX_COUNT = 1 << 16;

    /** A slot index fits in 16 bits. */
    public SlotSpace {
        if (bits < 1 || bits > 16) {
            throw new IllegalArgumentException("1 to 16 slot bits, not " + bits);
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

    /** The slot's prefix followed by zeros: the point from which its members' distance is measured. */
    public Id point(Slot slot) {
        return new Id((long) slot.index() << (Long.SIZE - bits), 0, 0);
    }

    /** Whether there is a slot with this index. */
    public boolean contains(Slot slot) {
        return slot.index() < count();
    }
}

package io.kadmos.dht.id;

/**
 * The XOR of two ids, read as an unsigned 160-bit number (Kademlia §2.1; protocol.md §11): a smaller distance is
 * nearer, and zero means the same point.
 */
public record Distance(long high, long middle, int low) implements Comparable<Distance> {

    /** The number of leading zero bits, 0 to 160: the length of the prefix that the two ids share. */
    public int leadingZeros() {
        if (high != 0) {
            return Long.numberOfLeadingZeros(high);
        }
        return middle != 0 ? 64 + Long.numberOfLeadingZeros(middle) : 128 + Integer.numberOfLeadingZeros(low);
    }

    /** 40 lower-case hexadecimal characters. */
    public String hex() {
        return new Id(high, middle, low).hex();
    }

    @Override
    public int compareTo(Distance other) {
        return new Id(high, middle, low).compareTo(new Id(other.high, other.middle, other.low));
    }

    @Override
    public String toString() {
        return hex();
    }
}

package io.kadmos.dht.record;

/**
 * A proposal number of CASPaxos: (epoch, hybrid logical clock, proposer), compared lexicographically as unsigned
 * numbers. Because the epoch comes first, an absent key in epoch e, whose implicit ballot is (e, 0, 0), beats every
 * straggler of an older epoch.
 */
public record Ballot(int epoch, long hlc, long proposer) implements Comparable<Ballot> {

    /** What a record that was never accepted in this epoch counts as. */
    public static Ballot absentIn(int epoch) {
        return new Ballot(epoch, 0, 0);
    }

    /** The greatest ballot of an epoch whose clock part is {@code hlc}. */
    public static Ballot ceiling(int epoch, long hlc) {
        return new Ballot(epoch, hlc, -1L);
    }

    /** The greater of two. */
    public static Ballot max(Ballot a, Ballot b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** Whether this ballot is smaller than another. */
    public boolean isBelow(Ballot other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Ballot other) {
        int order = Integer.compareUnsigned(epoch, other.epoch);
        if (order == 0) {
            order = Long.compareUnsigned(hlc, other.hlc);
        }
        return order != 0 ? order : Long.compareUnsigned(proposer, other.proposer);
    }
}

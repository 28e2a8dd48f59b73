package io.kadmos.dht.record;

/**
 * A proposal number of CASPaxos: (epoch, reading of the hybrid logical clock, proposer), compared lexicographically as
 * unsigned numbers. The proposer is a random number of the process, so no two proposals share a ballot
 * (protocol.md R1). Because the epoch comes first, the implicit ballot (e, 0, 0) of a key that is absent in epoch e is
 * greater than every ballot of an older epoch (protocol.md R6).
 */
public record Ballot(int epoch, long hlc, long proposer) implements Comparable<Ballot> {

    /** The implicit ballot of a key that has no record in an epoch. */
    public static Ballot absentIn(int epoch) {
        return new Ballot(epoch, 0, 0);
    }

    /** The greatest ballot of an epoch whose clock reading is {@code hlc}. */
    public static Ballot ceiling(int epoch, long hlc) {
        return new Ballot(epoch, hlc, -1L);
    }

    /** The greater of two ballots. */
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

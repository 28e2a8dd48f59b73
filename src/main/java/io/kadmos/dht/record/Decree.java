package io.kadmos.dht.record;

import java.util.List;
import java.util.Objects;

/**
 * A proposal for the members of a slot's next epoch, accepted at a ballot of the single-decree Paxos that the members
 * of the present epoch run about it. Within an epoch the epoch part of its ballots is zero, or one in a recovery, which
 * an operator begins when those members cannot decide any more: so it beats whatever they proposed.
 */
public record Decree(Ballot ballot, List<Member> members) {

    private static final int ORDINARY = 0;
    private static final int RECOVERY = 1;

    /** Copies the members and checks their number. */
    public Decree {
        Objects.requireNonNull(ballot);
        members = List.copyOf(members);
        if (members.isEmpty() || members.size() > Configuration.MAX_MEMBERS) {
            throw new IllegalArgumentException(members.size() + " members");
        }
    }

    /** A ballot about the next members of any slot. */
    public static Ballot ballot(long hlc, long proposer) {
        return new Ballot(ORDINARY, hlc, proposer);
    }

    /** A ballot about the members with which a slot is recovered. */
    public static Ballot recoveryBallot(long hlc, long proposer) {
        return new Ballot(RECOVERY, hlc, proposer);
    }

    /** Whether a ballot is one of a recovery. */
    public static boolean isOfRecovery(Ballot ballot) {
        return ballot.epoch() == RECOVERY;
    }
}

package io.kadmos.dht.record;

import java.util.List;
import java.util.Objects;

/**
 * A proposal for the members of a slot's next epoch. The members of the present epoch accept it at a ballot of the
 * single-decree Paxos that they run about the next members (protocol.md C4). The epoch part of the ballot is 0 for an
 * ordinary change and 1 for a recovery. So a recovery outbids every change (protocol.md V2). An operator starts a
 * recovery when the members cannot decide any more.
 */
public record Decree(Ballot ballot, List<Member> members) {

    private static final int ORDINARY = 0;
    private static final int RECOVERY = 1;

    /** Copies the members and checks their number. */
    public Decree {
        Objects.requireNonNull(ballot);
        members = List.copyOf(members);
        if (members.isEmpty() || members.size() > Configuration.MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "members must be 1.." + Configuration.MAX_MEMBERS + ": " + members.size());
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

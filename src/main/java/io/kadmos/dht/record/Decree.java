package io.kadmos.dht.record;

import java.util.List;
import java.util.Objects;

/**
 * A proposal for the members of a slot's next epoch, accepted at a ballot of the single-decree Paxos that the members
 * of the present epoch run about it. Within an epoch the epoch part of its ballots is zero.
 */
public record Decree(Ballot ballot, List<Member> members) {

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
        return new Ballot(0, hlc, proposer);
    }
}

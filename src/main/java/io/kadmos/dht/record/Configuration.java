package io.kadmos.dht.record;

import java.util.List;

/** Who is responsible for a slot in an epoch, nearest to the slot's point first. Only these form its quorums. */
public record Configuration(int epoch, List<Member> members) {

    /** The most members a slot may have. */
    public static final int MAX_MEMBERS = 15;

    /** Copies the members and checks their number. */
    public Configuration {
        members = List.copyOf(members);
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException(members.size() + " members");
        }
    }

    /** How many members any two quorums need so that they meet: ⌊n/2⌋ + 1. */
    public int quorum() {
        return members.size() / 2 + 1;
    }

    /** Whether a node is a member with this very disk. */
    public boolean contains(Member member) {
        return members.contains(member);
    }
}

package io.kadmos.dht.record;

import java.util.List;

/**
 * The members that are responsible for a slot in one epoch, 1 to 15 of them, nearest to the slot's point first. Only
 * these members form the slot's quorums (protocol.md C1).
 */
public record Configuration(int epoch, List<Member> members) {

    /** The most members a slot may have. */
    public static final int MAX_MEMBERS = 15;

    /** Copies the members and checks their number. */
    public Configuration {
        members = List.copyOf(members);
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException("members must be 1.." + MAX_MEMBERS + ": " + members.size());
        }
    }

    /** How many members any two quorums need so that they share one: ⌊n/2⌋ + 1. */
    public int quorum() {
        return quorumOf(members.size());
    }

    /** The same for a number of members. */
    public static int quorumOf(int members) {
        return members / 2 + 1;
    }

    /** Whether a node is a member with exactly this disk. */
    public boolean contains(Member member) {
        return members.contains(member);
    }
}

package io.kadmos.dht.quorum;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;

/**
 * The votes of some members on one question, of which a certain number is needed (protocol.md C1). Every member has one
 * vote: only its first one counts. A node that is not a member, or has another disk, has none (protocol.md C2). Pure.
 */
public final class Votes {

    /** How many members fit, with one bit each; more than those of an epoch and the next one together. */
    private static final int MAX_MEMBERS = Long.SIZE - 1;

    private final List<Member> members;
    private final int needed;
    /** One bit for each member, in the order of the members. A bit is never in both sets. */
    private long granted;
    private long denied;

    private Votes(List<Member> members, int needed) {
        if (members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException(members.size() + " members");
        }
        this.members = members;
        this.needed = needed;
    }

    /** The outcome of the votes so far. */
    public enum Outcome {
        /** Open: it depends on the members that have not voted. */
        PENDING,
        /** As many members as needed have granted; further votes change nothing. */
        WON,
        /** So many members have denied that the needed number cannot be reached. */
        LOST
    }

    /** No vote yet, of the members of a configuration, of which a quorum is needed. */
    public static Votes of(Configuration configuration) {
        return new Votes(configuration.members(), configuration.quorum());
    }

    /** No vote yet, of these members, of which {@code needed} must grant. */
    public static Votes of(List<Member> members, int needed) {
        return new Votes(List.copyOf(members), needed);
    }

    /**
     * The complete votes of a configuration: each member for which the predicate holds has granted, each other one has
     * denied.
     */
    public static Votes cast(Configuration configuration, Predicate<Member> grants) {
        Votes votes = of(configuration);
        votes.granted = (1L << votes.members.size()) - 1;
        votes.narrow(grants);
        return votes;
    }

    /**
     * The votes on a narrower question: a member that granted this one and for which the predicate does not hold denies
     * the narrower one.
     */
    public Votes narrowed(Predicate<Member> grants) {
        Votes votes = new Votes(members, needed);
        votes.granted = granted;
        votes.denied = denied;
        votes.narrow(grants);
        return votes;
    }

    private void narrow(Predicate<Member> grants) {
        for (int i = 0; i < members.size(); i++) {
            long bit = 1L << i;
            if ((granted & bit) != 0 && !grants.test(members.get(i))) {
                granted &= ~bit;
                denied |= bit;
            }
        }
    }

    /** A member grants; returns whether this vote counts. */
    public boolean grant(Member member) {
        long vote = vote(member);
        granted |= vote;
        return vote != 0;
    }

    /** A member denies, or can vote no more; returns whether this vote counts. */
    public boolean deny(Member member) {
        long vote = vote(member);
        denied |= vote;
        return vote != 0;
    }

    /** The outcome of the votes so far. */
    public Outcome outcome() {
        if (granted() >= needed) {
            return Outcome.WON;
        }
        return possible() >= needed ? Outcome.PENDING : Outcome.LOST;
    }

    /** Whether as many members as needed have granted. */
    public boolean isWon() {
        return outcome() == Outcome.WON;
    }

    /** Whether fewer members can still grant than are needed. */
    public boolean isLost() {
        return outcome() == Outcome.LOST;
    }

    /** Whether every member has granted. */
    public boolean isUnanimous() {
        return granted() == members.size();
    }

    /** How many members have granted. */
    public int granted() {
        return Long.bitCount(granted);
    }

    /** How many members have granted or may still do so. */
    public int possible() {
        return members.size() - Long.bitCount(denied);
    }

    /** How many members have not voted. */
    public int open() {
        return possible() - granted();
    }

    /** Whether this member has granted. */
    public boolean hasGranted(Member member) {
        return (granted & bit(member)) != 0;
    }

    /** The members that have granted, in the order of the members. */
    public Set<Member> granting() {
        Set<Member> granting = new LinkedHashSet<>();
        for (int i = 0; i < members.size(); i++) {
            if ((granted & 1L << i) != 0) {
                granting.add(members.get(i));
            }
        }
        return granting;
    }

    /** The bit of a member that has not voted yet; zero for any other member. */
    private long vote(Member member) {
        return bit(member) & ~(granted | denied);
    }

    private long bit(Member member) {
        int index = members.indexOf(member);
        return index < 0 ? 0 : 1L << index;
    }
}

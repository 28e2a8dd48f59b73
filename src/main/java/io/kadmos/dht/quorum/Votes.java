package io.kadmos.dht.quorum;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;

/**
 * The votes of some members on one question, of which a number is needed. Every member has one vote: its first one
 * counts, and whatever follows it does not. A node that is not a member, or has another disk, has none. Pure.
 */
public final class Votes {

    /** So many bits fit: more than the members of an epoch and of the next one. */
    private static final int MAX_MEMBERS = Long.SIZE - 1;

    private final List<Member> members;
    private final int needed;
    /** One bit for each member, in the order of the members; no bit is in both. */
    private long granted;
    private long denied;

    private Votes(List<Member> members, int needed) {
        if (members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException(members.size() + " members");
        }
        this.members = members;
        this.needed = needed;
    }

    /** What the votes so far come to. */
    public enum Outcome {
        /** Too few have voted. */
        PENDING,
        /** As many as are needed have granted, however the others vote. */
        WON,
        /** So many have denied that the number that is needed cannot come together any more. */
        LOST
    }

    /** No vote yet, of a configuration of which a quorum is needed. */
    public static Votes of(Configuration configuration) {
        return new Votes(configuration.members(), configuration.quorum());
    }

    /** No vote yet, of members of whom so many are needed. */
    public static Votes of(List<Member> members, int needed) {
        return new Votes(List.copyOf(members), needed);
    }

    /** The votes of a configuration at once: a member for which this holds has granted, another one has denied. */
    public static Votes cast(Configuration configuration, Predicate<Member> grants) {
        Votes votes = of(configuration);
        votes.granted = (1L << votes.members.size()) - 1;
        votes.narrow(grants);
        return votes;
    }

    /** The votes on a narrower question: a yes to this one is a no to it where this does not hold. */
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

    /** A member says yes; returns whether that counts. */
    public boolean grant(Member member) {
        long vote = vote(member);
        granted |= vote;
        return vote != 0;
    }

    /** A member says no, or nothing any more; returns whether that counts. */
    public boolean deny(Member member) {
        long vote = vote(member);
        denied |= vote;
        return vote != 0;
    }

    /** What the votes so far come to. */
    public Outcome outcome() {
        if (granted() >= needed) {
            return Outcome.WON;
        }
        return possible() >= needed ? Outcome.PENDING : Outcome.LOST;
    }

    /** Whether as many have granted as are needed. */
    public boolean isWon() {
        return outcome() == Outcome.WON;
    }

    /** Whether fewer can grant than are needed. */
    public boolean isLost() {
        return outcome() == Outcome.LOST;
    }

    /** Whether every member has granted. */
    public boolean isUnanimous() {
        return granted() == members.size();
    }

    /** How many have granted. */
    public int granted() {
        return Long.bitCount(granted);
    }

    /** How many have granted or may yet. */
    public int possible() {
        return members.size() - Long.bitCount(denied);
    }

    /** How many have not voted. */
    public int open() {
        return possible() - granted();
    }

    /** Whether this member has granted. */
    public boolean hasGranted(Member member) {
        return (granted & bit(member)) != 0;
    }

    /** Who has granted, in the order of the members. */
    public Set<Member> granting() {
        Set<Member> granting = new LinkedHashSet<>();
        for (int i = 0; i < members.size(); i++) {
            if ((granted & 1L << i) != 0) {
                granting.add(members.get(i));
            }
        }
        return granting;
    }

    /** The bit of a member that has not voted yet; none of anything else. */
    private long vote(Member member) {
        return bit(member) & ~(granted | denied);
    }

    private long bit(Member member) {
        int index = members.indexOf(member);
        return index < 0 ? 0 : 1L << index;
    }
}

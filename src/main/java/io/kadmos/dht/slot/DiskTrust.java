package io.kadmos.dht.slot;

import java.util.HashSet;
import java.util.Set;

import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;

/**
 * Whether what lies on this node's disk can be believed. A disk that was put back to an earlier state, be it from a
 * snapshot or because its log lost its end, has forgotten what this node promised and accepted; it does not know so
 * itself, but the other members do. So after a start nothing is believed about a slot before a majority of its members,
 * this one included, has seen no more edits of this disk than it had when the node started. Where this node is the
 * only member nobody can contradict it, but others may know that it is not the only one any more; so there it is not
 * believed before it was found out, as far as that can be, that nobody does. Pure.
 */
public final class DiskTrust {

    private final Member self;
    private final long startedWith;
    /** Never more than became members of a slot of this node. Asked for membership only, never iterated. */
    private final Set<Member> confirmedBy = new HashSet<>();
    private boolean isRolledBack;
    private boolean isBelievedAlone;

    /**
     * Trust in the disk of this member, which nobody has confirmed yet.
     *
     * @param startedWith how many durable edits the disk had before this node wrote anything unconfirmed
     */
    public DiskTrust(Member self, long startedWith) {
        this.self = self;
        this.startedWith = startedWith;
    }

    /** Whether enough members of a configuration confirmed the disk. */
    public boolean covers(Configuration configuration) {
        boolean isAlone = configuration.members().size() == 1;
        return !isRolledBack && (isBelievedAlone || !isAlone)
                && Votes.cast(configuration, this::isConfirmedBy).isWon();
    }

    /** Whether a member saw more edits than the disk started with. */
    public boolean isRolledBack() {
        return isRolledBack;
    }

    /** How many durable edits the disk started with. */
    public long startedWith() {
        return startedWith;
    }

    /** Whether a member has no objection; this node itself never has. */
    public boolean isConfirmedBy(Member member) {
        return member.equals(self) || confirmedBy.contains(member);
    }

    /** Nobody else who can be asked knows of another member of a slot that has this one only. */
    public void believeAlone() {
        isBelievedAlone = true;
    }

    /** A member saw so many edits at most, those of the present start not counted. */
    public void seen(Member by, long edits) {
        if (edits > startedWith) {
            isRolledBack = true;
        } else {
            confirmedBy.add(by);
        }
    }
}

package io.kadmos.dht.slot;

import java.util.HashSet;
import java.util.Set;

import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;

/**
 * Whether the members of a slot may rely on what is on this node's disk (protocol.md B1, B3, B5, B6). A disk may have
 * been put back to an earlier state, because an operator restored a snapshot or because its log lost the end. Then this
 * node has forgotten promises and acceptances, and cannot notice it itself. The other members can.
 *
 * <p>So after a start the disk is believed for a slot only when a quorum of its members has confirmed it. A member
 * confirms if it has never seen more edits of this disk than the disk had at the start. This node counts as one of the
 * quorum. One member that has seen more edits contradicts the disk until the process ends, however many others confirm.
 *
 * <p>No other member can contradict a configuration of which this node is the only member. There the disk is believed
 * only after {@link #believeAlone}. Pure.
 */
public final class DiskTrust {

    private final Member self;
    private final long startedWith;
    /** Only nodes that became members of a slot of this node. Asked for membership only, never iterated. */
    private final Set<Member> confirmedBy = new HashSet<>();
    private boolean isRolledBack;
    private boolean isBelievedAlone;

    /**
     * Trust in the disk of this member, which no other member has confirmed yet.
     *
     * @param startedWith the number of durable edits that the disk had before this node wrote anything unconfirmed
     */
    public DiskTrust(Member self, long startedWith) {
        this.self = self;
        this.startedWith = startedWith;
    }

    /** Whether a quorum of a configuration has confirmed the disk and no member has contradicted it. */
    public boolean covers(Configuration configuration) {
        boolean isAlone = configuration.members().size() == 1;
        return !isRolledBack && (isBelievedAlone || !isAlone)
                && Votes.cast(configuration, this::isConfirmedBy).isWon();
    }

    /** Whether a member has seen more edits than the disk started with. */
    public boolean isRolledBack() {
        return isRolledBack;
    }

    /** The number of durable edits that the disk started with. */
    public long startedWith() {
        return startedWith;
    }

    /** Whether a member has confirmed the disk. This node itself always confirms it. */
    public boolean isConfirmedBy(Member member) {
        return member.equals(self) || confirmedBy.contains(member);
    }

    /**
     * Believes the disk also for slots of which this node is the only member. The caller has asked other nodes, or none
     * answered in time.
     */
    public void believeAlone() {
        isBelievedAlone = true;
    }

    /** A member has seen this many edits of the disk, those of the present start not counted. */
    public void seen(Member by, long edits) {
        if (edits > startedWith) {
            isRolledBack = true;
        } else {
            confirmedBy.add(by);
        }
    }
}

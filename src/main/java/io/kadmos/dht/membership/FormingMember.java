package io.kadmos.dht.membership;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request.ProposeForming;
import io.kadmos.dht.record.DiskId;

/**
 * An initial member's side of forming: whose proposals and offers it goes along with. Only the initial member with the
 * smallest id forms, and of its disks only the latest: a former that lost its disk may have decided on something with
 * the old one, which must not be adopted by somebody after he told the new one that he is blank. A message may have
 * been under way since before its disk was lost; so another disk than the one followed counts only when the former,
 * asked for it, says that it has it. Pure.
 */
final class FormingMember {

    /** A former that loses more disks than this before its cluster even exists has other problems. */
    static final int MAX_SUPERSEDED = 64;

    private final LocalNode self;
    private final FormingPlan plan;

    /** Former disks that a later one replaced: even if two living nodes bear its name, this node does not waver. */
    private final Deque<DiskId> superseded = new ArrayDeque<>();

    private @Nullable DiskId former;
    /** What the former said last when it was asked for its disk. */
    private @Nullable DiskId successor;

    /** @param former whom this node heard of last, before it was restarted */
    FormingMember(LocalNode self, FormingPlan plan, Optional<DiskId> former) {
        this.self = self;
        this.plan = plan;
        this.former = former.orElse(null);
    }

    /** The id of the one that forms: the smallest. */
    static Optional<Id> former(LocalNode self, FormingPlan plan) {
        return plan.initialMembers().stream().map(self::idOf).min(Comparator.naturalOrder());
    }

    /** Why this node does not go along with a proposal, or nothing if it does. */
    Optional<String> objection(ProposeForming proposal, Id proposer) {
        if (!plan.initialMembers().contains(self.nodeName())) {
            return Optional.of("is not among its own initial members " + plan.initialMembers());
        }
        if (!isSamePlan(proposal)) {
            return Optional.of("was told initial members " + plan.initialMembers() + ", replication factor "
                    + plan.replicationFactor() + ", slot bits " + plan.slots().bits() + ", not "
                    + proposal.initialMembers() + ", " + proposal.replicationFactor() + ", " + proposal.slotBits());
        }
        if (!former(self, plan).equals(Optional.of(proposer))) {
            return Optional.of("only the initial member with the smallest id may form");
        }
        return superseded.contains(proposal.former()) ? Optional.of("the former has a newer disk") : Optional.empty();
    }

    private boolean isSamePlan(ProposeForming proposal) {
        return proposal.initialMembers().equals(plan.initialMembers())
                && proposal.replicationFactor() == plan.replicationFactor()
                && proposal.slotBits() == plan.slots().bits();
    }

    /** Whether a disk of the former is the one followed, or known to be a later one; else the former must be asked. */
    boolean mayFollow(DiskId disk) {
        return former == null || disk.equals(former) || disk.equals(successor);
    }

    /**
     * The former said that it has this disk. It must be asked again only when it has answered, or will not: then every
     * answer is from a later disk than the one before, or from the same.
     */
    void told(DiskId present) {
        successor = present;
    }

    /** Goes along with a former from now on. */
    void follow(DiskId disk) {
        if (former != null && !former.equals(disk)) {
            superseded.addLast(former);
        }
        if (superseded.size() > MAX_SUPERSEDED) {
            superseded.removeFirst();
        }
        former = disk;
    }

    /** Whether this is the former followed last. */
    boolean follows(DiskId disk) {
        return disk.equals(former);
    }
}

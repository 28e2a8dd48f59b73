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
 * An initial member's side of forming: which proposals and offers this node follows. Only the initial member with the
 * smallest id, the initiator, forms, and only with its latest disk. An initiator that lost its disk may have decided on
 * a formation with the lost disk; a member that told the new disk that it is blank must not adopt that formation. A
 * message may have been sent before the initiator lost its disk. So this node follows another disk than before only
 * after the initiator, asked for its disk, named that disk. Pure.
 */
final class FormingMember {

    /** An initiator that loses more disks than this before its cluster even exists has other problems. */
    static final int MAX_SUPERSEDED = 64;

    private final LocalNode self;
    private final FormingPlan plan;

    /** Initiator disks that a later one replaced: even if two living nodes bear its name, this node does not waver. */
    private final Deque<DiskId> superseded = new ArrayDeque<>();

    private @Nullable DiskId initiator;
    /** What the initiator said last when it was asked for its disk. */
    private @Nullable DiskId successor;

    /** @param initiator whom this node heard of last, before it was restarted */
    FormingMember(LocalNode self, FormingPlan plan, Optional<DiskId> initiator) {
        this.self = self;
        this.plan = plan;
        this.initiator = initiator.orElse(null);
    }

    /** The id of the one that forms: the smallest. */
    static Optional<Id> initiator(LocalNode self, FormingPlan plan) {
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
        if (!initiator(self, plan).equals(Optional.of(proposer))) {
            return Optional.of("only the initial member with the smallest id may form");
        }
        return superseded.contains(proposal.initiator())
                ? Optional.of("the initiator has a newer disk")
                : Optional.empty();
    }

    private boolean isSamePlan(ProposeForming proposal) {
        return proposal.initialMembers().equals(plan.initialMembers())
                && proposal.replicationFactor() == plan.replicationFactor()
                && proposal.slotBits() == plan.slots().bits();
    }

    /** Whether a disk of the initiator is the one followed, or a later one; if not, the initiator must be asked. */
    boolean mayFollow(DiskId disk) {
        return initiator == null || disk.equals(initiator) || disk.equals(successor);
    }

    /**
     * The initiator named its disk. The caller asks again only after the answer came or cannot come any more: so every
     * answer is from a later disk than the one before, or from the same.
     */
    void told(DiskId present) {
        successor = present;
    }

    /** Goes along with an initiator from now on. */
    void follow(DiskId disk) {
        if (initiator != null && !initiator.equals(disk)) {
            superseded.addLast(initiator);
        }
        if (superseded.size() > MAX_SUPERSEDED) {
            superseded.removeFirst();
        }
        initiator = disk;
    }

    /** Whether this is the initiator followed last. */
    boolean follows(DiskId disk) {
        return disk.equals(initiator);
    }
}

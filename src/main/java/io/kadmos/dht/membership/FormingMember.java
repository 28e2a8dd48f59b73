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
 * An initial member's side of forming: which proposals and offers this node follows. Only the initiator forms
 * (protocol.md F1), and only with its latest disk.
 *
 * <p>The initiator may lose its disk after it made a formation with it. A member that told the new disk that it is
 * blank must not adopt that formation (protocol.md F5). A message of the lost disk may still arrive. So this node
 * follows another disk than before only after the initiator, asked for its disk, named that disk (protocol.md F6).
 * Pure.
 */
final class FormingMember {

    /** How many disks that this node left are remembered. An initiator rarely loses that many before it has formed. */
    static final int MAX_SUPERSEDED = 64;

    private final LocalNode self;
    private final FormingPlan plan;

    /** The initiator's disks that this node left, the oldest first. It does not follow them again. */
    private final Deque<DiskId> superseded = new ArrayDeque<>();

    private @Nullable DiskId initiator;
    /** The disk that the initiator named last when it was asked. */
    private @Nullable DiskId successor;

    /** @param initiator the initiator's disk that this node followed when it stopped */
    FormingMember(LocalNode self, FormingPlan plan, Optional<DiskId> initiator) {
        this.self = self;
        this.plan = plan;
        this.initiator = initiator.orElse(null);
    }

    /** The id of the initiator, which is the smallest id of an initial member; empty without initial members. */
    static Optional<Id> initiator(LocalNode self, FormingPlan plan) {
        return plan.initialMembers().stream().map(self::idOf).min(Comparator.naturalOrder());
    }

    /** Why this node does not take part in what the proposer proposes; empty if it has no objection. */
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

    /** Whether this node follows this disk, or may follow it now; if not, the initiator must be asked for its disk. */
    boolean mayFollow(DiskId disk) {
        return initiator == null || disk.equals(initiator) || disk.equals(successor);
    }

    /**
     * Notes the disk that the initiator named. The caller asks again only after the answer came, or cannot come any
     * more. So each answer names the same disk as the one before, or a later one.
     */
    void told(DiskId present) {
        successor = present;
    }

    /** Follows this disk of the initiator from now on. */
    void follow(DiskId disk) {
        if (initiator != null && !initiator.equals(disk)) {
            superseded.addLast(initiator);
        }
        if (superseded.size() > MAX_SUPERSEDED) {
            superseded.removeFirst();
        }
        initiator = disk;
    }

    /** Whether this node follows this disk of the initiator. */
    boolean follows(DiskId disk) {
        return disk.equals(initiator);
    }
}

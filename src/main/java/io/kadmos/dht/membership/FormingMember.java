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
 * smallest id forms, and of its disks only the one heard of last: a former that lost its disk may have decided on
 * something with the old one, which must not be adopted by somebody after he told the new one that he is blank. Pure.
 */
final class FormingMember {

    /** A former that loses more disks than this before its cluster even exists has other problems. */
    static final int MAX_SUPERSEDED = 64;

    private final LocalNode self;
    private final FormingPlan plan;
    /** Former disks that a later one replaced: a straggler from them must not count as news. */
    private final Deque<DiskId> superseded = new ArrayDeque<>();

    private @Nullable DiskId former;

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

    /** Goes along with a former from now on. */
    void follow(DiskId newest) {
        if (former != null && !former.equals(newest)) {
            superseded.addLast(former);
        }
        if (superseded.size() > MAX_SUPERSEDED) {
            superseded.removeFirst();
        }
        former = newest;
    }

    /** Whether this is the former heard of last. */
    boolean follows(DiskId disk) {
        return disk.equals(former);
    }
}

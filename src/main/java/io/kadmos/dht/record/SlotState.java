package io.kadmos.dht.record;

import org.jspecify.annotations.Nullable;

/**
 * What one node knows of a slot, and the state of its own replica: ({@code INACTIVE} → {@code ACTIVE} → {@code SEALED}
 * → {@code INACTIVE}), once for every epoch in which it is a member. Immutable; what follows from a step of the
 * protocol is a new state, which must be durable before anybody hears of it.
 *
 * @param replicaEpoch the epoch in which the replica is or was active; of no meaning while it is inactive
 * @param promised the greatest ballot about the next members that was promised in this epoch
 * @param accepted the proposal for the next members that was accepted in this epoch, undecided as far as known
 */
public record SlotState(Succession succession, ReplicaState replica, int replicaEpoch, @Nullable Ballot promised,
        @Nullable Decree accepted) {

    /** The state of a slot that was never reconfigured: whoever is a member of its first epoch serves it. */
    public static SlotState first(Configuration configuration, Member self) {
        ReplicaState replica = configuration.contains(self) ? ReplicaState.ACTIVE : ReplicaState.INACTIVE;
        return new SlotState(new Succession(null, configuration), replica, configuration.epoch(), null, null);
    }

    /** The newest configuration that is known. */
    public Configuration current() {
        return succession.current();
    }

    /** Whether the replica answers for an epoch. */
    public boolean isActiveIn(int epoch) {
        return replica == ReplicaState.ACTIVE && replicaEpoch == epoch;
    }

    /** Whether the replica answers for the newest epoch that is known. */
    public boolean isActive() {
        return isActiveIn(current().epoch());
    }

    /** Whether the replica is sealed and what follows on its epoch is not known. */
    public boolean isUndecided() {
        return replica == ReplicaState.SEALED && replicaEpoch == current().epoch();
    }

    /** Whether the replica's rows are what the current epoch takes over. */
    public boolean isSealedFor(Succession taking) {
        return replica == ReplicaState.SEALED && taking.previous() != null
                && replicaEpoch == taking.previous().epoch();
    }

    /** After a promise about the next members. */
    public SlotState promising(Ballot ballot) {
        return new SlotState(succession, replica, replicaEpoch, ballot, accepted);
    }

    /** After a proposal for the next members was accepted: sealed. */
    public SlotState accepting(Decree decree) {
        return new SlotState(succession, ReplicaState.SEALED, replicaEpoch, decree.ballot(), decree);
    }

    /**
     * After the members with which the slot is recovered were accepted: whoever is one of them is sealed. If it held
     * nothing, as when no member is left, then nothing is what it hands over.
     */
    public SlotState recovering(Decree decree, Member self) {
        if (!decree.members().contains(self)) {
            return new SlotState(succession, replica, replicaEpoch, decree.ballot(), decree);
        }
        int handedOver = replica == ReplicaState.INACTIVE ? current().epoch() : replicaEpoch;
        return new SlotState(succession, ReplicaState.SEALED, handedOver, decree.ballot(), decree);
    }

    /**
     * After a newer succession was learned. A replica that took part in the epoch before it is sealed; one that missed
     * more than that is of no use any more, since a majority of every epoch in between was active.
     */
    public SlotState learning(Succession newer) {
        boolean hands = replica != ReplicaState.INACTIVE && newer.previous() != null
                && newer.previous().epoch() == replicaEpoch;
        return new SlotState(newer, hands ? ReplicaState.SEALED : ReplicaState.INACTIVE, replicaEpoch, null, null);
    }

    /** After the rows of the current epoch are complete. */
    public SlotState activated() {
        return new SlotState(succession, ReplicaState.ACTIVE, current().epoch(), null, null);
    }

    /** After nobody needs the sealed rows any more. */
    public SlotState retired() {
        return new SlotState(succession, ReplicaState.INACTIVE, replicaEpoch, null, null);
    }
}

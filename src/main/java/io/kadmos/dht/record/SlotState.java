package io.kadmos.dht.record;

import org.jspecify.annotations.Nullable;

/**
 * What one node knows about a slot, and the state of its own replica. Which states of a replica follow each
 * other stands in protocol.md §5. Immutable: a step of the protocol makes a new state. The new state must be durable
 * before another node learns of it (protocol.md C5).
 *
 * @param replicaEpoch the epoch in which the replica is or was active; without meaning while it is inactive
 * @param promised the greatest ballot about the next members that this node promised in this epoch
 * @param accepted the proposal for the next members that this node accepted in this epoch and whose decision it does
 * not know
 */
public record SlotState(Succession succession, ReplicaState replica, int replicaEpoch, @Nullable Ballot promised,
        @Nullable Decree accepted) {

    /** The state of a slot in its first epoch: active if this node is a member with this disk (protocol.md C2, F8). */
    public static SlotState first(Configuration configuration, Member self) {
        ReplicaState replica = configuration.contains(self) ? ReplicaState.ACTIVE : ReplicaState.INACTIVE;
        return new SlotState(new Succession(null, configuration), replica, configuration.epoch(), null, null);
    }

    /** The newest configuration that this node knows. */
    public Configuration current() {
        return succession.current();
    }

    /** Whether the replica answers for an epoch. */
    public boolean isActiveIn(int epoch) {
        return replica == ReplicaState.ACTIVE && replicaEpoch == epoch;
    }

    /** Whether the replica answers for the newest epoch that this node knows. */
    public boolean isActive() {
        return isActiveIn(current().epoch());
    }

    /** Whether the replica is sealed and this node does not know the configuration that follows. */
    public boolean isUndecided() {
        return replica == ReplicaState.SEALED && replicaEpoch == current().epoch();
    }

    /** Whether the replica is sealed in the epoch whose rows a succession takes over. */
    public boolean isSealedFor(Succession taking) {
        return replica == ReplicaState.SEALED && taking.previous() != null
                && replicaEpoch == taking.previous().epoch();
    }

    /** The state after a promise about the next members. */
    public SlotState promising(Ballot ballot) {
        return new SlotState(succession, replica, replicaEpoch, ballot, accepted);
    }

    /** The state after this node accepted a proposal for the next members: sealed (protocol.md C6). */
    public SlotState accepting(Decree decree) {
        return new SlotState(succession, ReplicaState.SEALED, replicaEpoch, decree.ballot(), decree);
    }

    /**
     * The state after this node accepted the members with which the slot is recovered (protocol.md V6). The replica is
     * sealed if this node is one of them. A recovery chooses an inactive replica only if no node holds rows; that
     * replica counts as sealed in the current epoch, and hands over whatever rows an earlier membership or a warm-up
     * left.
     */
    public SlotState recovering(Decree decree, Member self) {
        if (!decree.members().contains(self)) {
            return new SlotState(succession, replica, replicaEpoch, decree.ballot(), decree);
        }
        int handedOver = replica == ReplicaState.INACTIVE ? current().epoch() : replicaEpoch;
        return new SlotState(succession, ReplicaState.SEALED, handedOver, decree.ballot(), decree);
    }

    /**
     * The state after this node learned a newer succession (protocol.md C6, C8). A replica of the epoch that the
     * succession takes over is sealed. A replica of an older epoch becomes inactive: its rows are not needed, because a
     * majority of every epoch in between was active.
     */
    public SlotState learning(Succession newer) {
        boolean hands = replica != ReplicaState.INACTIVE && newer.previous() != null
                && newer.previous().epoch() == replicaEpoch;
        return new SlotState(newer, hands ? ReplicaState.SEALED : ReplicaState.INACTIVE, replicaEpoch, null, null);
    }

    /** The state after the rows of the current epoch are complete (protocol.md T7). */
    public SlotState activated() {
        return new SlotState(succession, ReplicaState.ACTIVE, current().epoch(), null, null);
    }

    /** The state after no member needs the sealed rows any more (protocol.md T10). */
    public SlotState retired() {
        return new SlotState(succession, ReplicaState.INACTIVE, replicaEpoch, null, null);
    }
}

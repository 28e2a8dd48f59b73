package io.kadmos.dht.slot.departure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.record.DrainStatus;
import io.kadmos.dht.record.DrainStatus.State;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.transfer.WarmUps;

/**
 * The safe departure of this node: tells everybody that it wants to leave, which makes others take over its slots, and
 * watches until it holds none. Not durable: a node that is started wants to take part.
 */
public final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** A departure that does not come forward for so many ticks is reported as failed. */
    private static final int PATIENCE_TICKS = 12;
    /** So long nobody gave it a slot although it holds none: everybody knows by then that it wants to leave. */
    private static final int EMPTY_TICKS = 3;

    private final SlotContext context;
    private final Membership membership;
    private final WarmUps learner;
    private final Retirement retirement;
    private State state = State.IDLE;
    private int total;
    private int moved;
    private int idleTicks;
    private int emptyTicks;

    /** The departure of this node, which nobody has asked for yet. */
    public Drain(SlotContext context, Membership membership, WarmUps learner, Retirement retirement) {
        this.context = context;
        this.membership = membership;
        this.learner = learner;
        this.retirement = retirement;
    }

    /** Begins; asked again, it goes on. */
    public void begin() {
        if (state == State.IDLE) {
            learner.leave();
            total = held();
            enter(State.DRAINING);
            membership.enter(NodeState.DRAINING);
            watch();
        }
    }

    /** Whether this node is leaving, or has left. */
    public boolean hasBegun() {
        return state != State.IDLE;
    }

    /** How far it has come. */
    public DrainStatus status() {
        int incomplete = context.table().which(known -> isHandedOver(known) && known.replica() == ReplicaState.SEALED)
                .size();
        return new DrainStatus(state, total, moved, incomplete, new DrainStatus.ReadBack(retirement.valuesConfirmed(),
                retirement.valuesMissing()), detail());
    }

    private void watch() {
        int before = moved;
        int held = held();
        moved = Math.max(0, total - held);
        idleTicks = moved > before ? 0 : idleTicks + 1;
        emptyTicks = held == 0 && membership.formation().isPresent() ? emptyTicks + 1 : 0;
        if (emptyTicks == EMPTY_TICKS) {
            enter(State.DRAINED);
            membership.enter(NodeState.GONE);
            return;
        }
        enter(held > 0 && idleTicks > PATIENCE_TICKS ? State.FAILED : State.DRAINING);
        context.loop().schedule(context.settings().tick(), this::watch);
    }

    private void enter(State next) {
        if (state != next) {
            state = next;
            LOG.info("drain state={} {}", next, detail());
        }
    }

    /** Slots of which this node is or may become a member, or has rows that their new members may still need. */
    private int held() {
        return learner.expected() + context.table().which(known -> known.current().contains(context.self())
                || known.replica() != ReplicaState.INACTIVE).size();
    }

    private boolean isHandedOver(SlotState known) {
        return !known.current().contains(context.self());
    }

    private String detail() {
        return switch (state) {
            case IDLE -> "nobody asked this node to leave";
            case DRAINING -> moved + " of " + total + " slots are handed over";
            case DRAINED -> "all " + total + " slots are handed over, " + retirement.valuesConfirmed()
                    + " values were read back" + missing() + ": stopping this node loses nothing";
            case FAILED ->
                (total - moved) + " slots wait for a node that can take them over; other nodes that are ready: "
                        + ready() + "; it goes on as soon as one comes";
        };
    }

    private String missing() {
        return retirement.valuesMissing() == 0
                ? ""
                : ", " + retirement.valuesMissing() + " that nobody acknowledged stay on its disk";
    }

    private long ready() {
        return membership.peers().stream().filter(peer -> peer.state() == NodeState.ACTIVE).count();
    }
}

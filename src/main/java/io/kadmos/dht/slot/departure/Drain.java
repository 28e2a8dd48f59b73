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
 * The drain of this node: it tells the other nodes that it wants to leave for good, so that the other members of its
 * slots replace it, and watches at every tick until it holds no slot (protocol.md T11). A drain is not durable: a node
 * that starts wants to take part. A drain does not end by failing: it reports {@code FAILED} while no slot moves, and
 * goes on. Event loop only.
 */
public final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** A drain without progress for more ticks than this reports that it failed. */
    private static final int PATIENCE_TICKS = 12;
    /**
     * The drain ends when the node has held no slot for this many ticks: by then the others know that it drains.
     */
    private static final int EMPTY_TICKS = 3;

    private final SlotContext context;
    private final Membership membership;
    private final WarmUps warmUps;
    private final Retirement retirement;
    private State state = State.IDLE;
    private int total;
    private int moved;
    private int idleTicks;
    private int emptyTicks;

    /** The drain of this node, which begins only when it is asked for. */
    public Drain(SlotContext context, Membership membership, WarmUps warmUps, Retirement retirement) {
        this.context = context;
        this.membership = membership;
        this.warmUps = warmUps;
        this.retirement = retirement;
    }

    /** Begins the drain. Another call changes nothing. */
    public void begin() {
        if (state == State.IDLE) {
            warmUps.drain();
            total = held();
            enter(State.DRAINING);
            membership.enter(NodeState.DRAINING);
            watch();
        }
    }

    /** The progress of the drain. */
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

    /**
     * The number of slots that name this node, or may do so soon, or whose rows on this node the next members may still
     * need.
     */
    private int held() {
        return warmUps.expected() + context.table().which(known -> known.current().contains(context.self())
                || known.replica() != ReplicaState.INACTIVE).size();
    }

    private boolean isHandedOver(SlotState known) {
        return !known.current().contains(context.self());
    }

    private String detail() {
        return switch (state) {
            case IDLE -> "this node was not asked to leave";
            case DRAINING -> moved + " of " + total + " slots are handed over";
            case DRAINED -> "all " + total + " slots are handed over, " + retirement.valuesConfirmed()
                    + " values were read back" + missing() + ": stopping this node loses nothing";
            case FAILED ->
                (total - moved) + " slots wait for a node that can take them over; other nodes that are ready: "
                        + ready() + "; the drain resumes when such a node joins";
        };
    }

    private String missing() {
        return retirement.valuesMissing() == 0
                ? ""
                : ", " + retirement.valuesMissing() + " that were never acknowledged stay on its disk";
    }

    private long ready() {
        return membership.peers().stream().filter(peer -> peer.state() == NodeState.ACTIVE).count();
    }
}

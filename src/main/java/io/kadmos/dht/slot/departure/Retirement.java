package io.kadmos.dht.slot.departure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.message.Request;
import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.Successors;
import io.kadmos.dht.slot.transfer.WarmUps;

/**
 * Retires the replicas of slots of which this node is not a member any more (protocol.md T10). A sealed replica keeps
 * its rows until all members of the present epoch are active, or a quorum of them is and {@code retire-after} has
 * passed; then it becomes inactive, durably, and its rows are erased. A node that drains reads its values back first,
 * and keeps a slot with a value that it does not find (protocol.md T11). The configuration of the slot stays for ever,
 * so this node refuses a late message with the newer succession. The question to the members tells them the succession,
 * so a member that has not heard of it learns it. At most 16 leftover slots begin to be erased at a tick. Event loop
 * only.
 */
public final class Retirement {

    private static final Logger LOG = LoggerFactory.getLogger(Retirement.class);

    private static final int MAX_ERASERS = 16;

    private final SlotContext context;
    private final WarmUps warmUps;
    private final IntConsumer retired;
    private final Map<Slot, Duration> since = new HashMap<>();
    /** Asked for membership only, never iterated. */
    private final Set<Slot> erasing = new HashSet<>();
    /** Asked for membership only, never iterated. */
    private final Set<Slot> readingBack = new HashSet<>();
    /**
     * Slots with values that the read-back did not find: their rows stay. Asked for membership only, never iterated.
     */
    private final Set<Slot> kept = new HashSet<>();
    private int toGo;
    private long valuesConfirmed;
    private long valuesMissing;

    /**
     * Retirement on this node.
     *
     * @param warmUps the warm-ups of this node; rows that they fetch stay
     * @param retired called for every slot that is retired, with the number of slots that are still to go
     */
    public Retirement(SlotContext context, WarmUps warmUps, IntConsumer retired) {
        this.context = context;
        this.warmUps = warmUps;
        this.retired = retired;
    }

    /** Begins; ends with the loop. */
    public void start() {
        context.loop().schedule(context.settings().tick().dividedBy(2), this::tick);
    }

    private void tick() {
        Map<List<Member>, List<Slot>> bySuccessors = new LinkedHashMap<>();
        List<Slot> retiring = context.table().which(this::isRetiring);
        since.keySet().removeIf(slot -> context.table().state(slot).filter(this::isRetiring).isEmpty());
        toGo = retiring.size();
        for (Slot slot : retiring) {
            since.putIfAbsent(slot, context.loop().uptime());
            bySuccessors.computeIfAbsent(context.table().configuration(slot).orElseThrow().members(),
                    _ -> new ArrayList<>()).add(slot);
        }
        bySuccessors.forEach((members, slots) -> {
            for (int from = 0; from < slots.size(); from += Request.MAX_BATCH) {
                ask(members, slots.subList(from, Math.min(slots.size(), from + Request.MAX_BATCH)));
            }
        });
        context.table().which(this::isUseless).stream().filter(this::hasLeftovers).limit(MAX_ERASERS)
                .forEach(this::erase);
        start();
    }

    private boolean isRetiring(SlotState state) {
        return state.replica() == ReplicaState.SEALED && !state.isUndecided() && isUseless(state);
    }

    private boolean isUseless(SlotState state) {
        return !state.current().contains(context.self());
    }

    private boolean hasLeftovers(Slot slot) {
        boolean isInactive = context.table().state(slot).filter(state -> state.replica() == ReplicaState.INACTIVE)
                .isPresent();
        return isInactive && context.rows().digest(slot) != 0 && !warmUps.isWarmingUp(slot) && !kept.contains(slot);
    }

    private void erase(Slot slot) {
        if (erasing.add(slot)) {
            new Eraser(context, slot).start(() -> erasing.remove(slot));
        }
    }

    private void ask(List<Member> members, List<Slot> slots) {
        List<SlotSuccession> told = slots.stream().flatMap(slot -> context.table().state(slot).stream()
                .map(state -> new SlotSuccession(slot, state.succession()))).toList();
        Successors.ask(context, members, told,
                asked -> told.forEach(each -> retire(each, asked.active(each.slot()))));
    }

    private void retire(SlotSuccession told, Votes active) {
        Slot slot = told.slot();
        SlotState state = context.table().state(slot).orElseThrow();
        Duration waited = context.loop().uptime().minus(since.getOrDefault(slot, context.loop().uptime()));
        boolean isEnough = active.isUnanimous()
                || (active.isWon() && waited.compareTo(context.settings().retireAfter()) >= 0);
        if (!isEnough || !isRetiring(state) || !state.succession().equals(told.succession())) {
            return;
        }
        if (warmUps.isDraining()) {
            readBack(slot, state);
        } else {
            letGo(slot, state);
        }
    }

    private void letGo(Slot slot, SlotState state) {
        retired.accept(--toGo);
        context.table().replace(Map.of(slot, state.retired()), () -> {
            if (!kept.contains(slot)) {
                erase(slot);
            }
        });
    }

    /** Retires a slot of a node that drains after its values were read back. */
    private void readBack(Slot slot, SlotState state) {
        if (!readingBack.add(slot)) {
            return;
        }
        new ReadBack(context, slot, state.current(), outcome -> {
            readingBack.remove(slot);
            boolean isStill = context.table().state(slot).filter(state::equals).isPresent();
            if (isStill && outcome instanceof ReadBack.Outcome.Counted(var confirmed, var missing)) {
                valuesConfirmed += confirmed;
                if (missing > 0) {
                    valuesMissing += missing;
                    kept.add(slot);
                    LOG.warn("{} values of slot {} are not at a quorum of its new members: they may be writes that were"
                            + " never acknowledged; they stay on this disk", missing, slot.index());
                }
                letGo(slot, state);
            }
        }).start();
    }

    /** How many slots this node still has to retire. */
    public int toGo() {
        return toGo;
    }

    /** How many values the read-back found at a quorum of the new members. */
    long valuesConfirmed() {
        return valuesConfirmed;
    }

    /** How many values the read-back did not find there; they stay on the disk. */
    long valuesMissing() {
        return valuesMissing;
    }
}

package io.kadmos.dht.slot.transfer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.message.Request.ListTakeover;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.transfer.SlotTransfer.Pace;
import io.kadmos.dht.slot.transfer.SlotTransfer.Sources;

/**
 * Makes the replicas of this node active in every epoch that names it a member (protocol.md §6, T7): a
 * {@link SlotTransfer} collects what the previous epoch hands over, then {@code SlotTable.activate} opens the gate.
 * Until then the replica serves no operation, so a takeover does not rest; at most 32 run at once. A takeover that
 * fails begins again after 100 ms, later after up to two seconds, until it succeeds. It waits until the disk of this
 * node is believed, because the node may have been active in that epoch before (protocol.md B1). Event loop only.
 */
public final class Takeovers {

    private static final int MAX_RUNNING = 32;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MAX_PAUSES = 20;

    private final SlotContext context;
    private final TransferProgress progress;
    private final Consumer<Slot> activated;
    private final Map<Slot, Integer> attempts = new LinkedHashMap<>();
    private final Queue<Slot> waiting = new ArrayDeque<>();
    private int running;

    /**
     * Takeovers of this node.
     *
     * @param progress counts the rows that come to this node
     * @param activated called with every slot that becomes active
     */
    public Takeovers(SlotContext context, TransferProgress progress, Consumer<Slot> activated) {
        this.context = context;
        this.progress = progress;
        this.activated = activated;
    }

    /** The state of a slot changed: starts a takeover if this node needs one. */
    public void changed(Slot slot) {
        if (isNeeded(slot) && attempts.putIfAbsent(slot, 0) == null) {
            waiting.add(slot);
            next();
        }
    }

    /** How many slots this node is taking over or waits to take over. */
    public int count() {
        return attempts.size();
    }

    private boolean isNeeded(Slot slot) {
        return !context.table().isActivating(slot) && context.table().state(slot)
                .filter(state -> state.current().contains(context.self()) && !state.isActive() && !state.isUndecided())
                .isPresent();
    }

    private boolean isStill(Slot slot, Succession taking) {
        return context.table().state(slot).filter(state -> state.succession().equals(taking)).isPresent();
    }

    private void next() {
        while (running < MAX_RUNNING && !waiting.isEmpty()) {
            running++;
            begin(waiting.remove());
        }
    }

    private void begin(Slot slot) {
        Succession taking = context.table().state(slot).orElseThrow().succession();
        Configuration previous = taking.previous();
        if (!isNeeded(slot) || previous == null || !context.table().trust().covers(taking.current())) {
            ended(slot);
            return;
        }
        List<Member> members = Stream.concat(previous.members().stream(), taking.current().members().stream())
                .distinct().toList();
        SlotSuccession told = new SlotSuccession(slot, taking);
        Sources sources = new Sources(members, previous, after -> new ListTakeover(told, after),
                () -> isNeeded(slot) && isStill(slot, taking));
        new SlotTransfer(context, slot, sources, Pace.AT_ONCE, progress, complete -> {
            complete.ifPresent(
                    obsolete -> context.table().activate(slot, taking, obsolete, () -> activated(slot)));
            ended(slot);
        }).start();
    }

    private void activated(Slot slot) {
        activated.accept(slot);
        context.events().accept(new NodeEvent.SlotActivated(slot.index()));
    }

    private void ended(Slot slot) {
        running--;
        int failed = attempts.merge(slot, 1, Integer::sum);
        context.loop().schedule(PAUSE.multipliedBy(Math.min(failed, MAX_PAUSES)), () -> again(slot));
        next();
    }

    /** Whether a slot needs another takeover shows only when its activation is durable. */
    private void again(Slot slot) {
        if (isNeeded(slot)) {
            waiting.add(slot);
            next();
        } else {
            attempts.remove(slot);
        }
    }
}

package io.kadmos.dht.slot.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kadmos.dht.message.Request.ListRows;
import io.kadmos.dht.message.Request.WarmUp;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.transfer.SlotTransfer.Pace;
import io.kadmos.dht.slot.transfer.SlotTransfer.Sources;

/**
 * Warm-ups of this node: it fetches the rows of slots of which it may become a member while the present members serve
 * operations. The rows are a cache: the replica answers nothing with them, and only those that the takeover confirms
 * survive (protocol.md T9). One slot warms up at a time, and rests after every answer with records, so that clients
 * come first. A slot about which no proposer has asked for a minute is forgotten. Event loop only.
 */
public final class WarmUps {

    private static final Duration FORGET_AFTER = Duration.ofMinutes(1);

    private final SlotContext context;
    private final TransferProgress progress;
    private final Map<Slot, Entry> entries = new LinkedHashMap<>();
    private boolean busy;
    private boolean isDraining;

    /** The warm-up of one slot. */
    private static final class Entry {
        private final SlotEpoch where;
        private final List<Member> members;
        private Duration asked;
        private boolean complete;

        private Entry(SlotEpoch where, List<Member> members, Duration asked) {
            this.where = where;
            this.members = members;
            this.asked = asked;
        }
    }

    /** The warm-ups of this node; {@code progress} counts the rows that come to it. */
    public WarmUps(SlotContext context, TransferProgress progress) {
        this.context = context;
        this.progress = progress;
    }

    /** Begins to answer the questions of proposers. */
    public void register(HandlerRegistry server) {
        server.on(WarmUp.class, (request, caller, answer) -> answer.accept(warmUp(request)));
    }

    /** Begins to forget slots about which no proposer asks any more; ends with the loop. */
    public void start() {
        context.loop().schedule(FORGET_AFTER, this::tidy);
    }

    private Response warmUp(WarmUp request) {
        if (isDraining) {
            return new Response.Warm(List.of());
        }
        List<Slot> warm = new ArrayList<>();
        for (SlotEpoch where : request.slots()) {
            Entry entry = entries.get(where.slot());
            if (entry == null || !entry.where.equals(where)) {
                entry = new Entry(where, request.members(), context.loop().uptime());
                entries.put(where.slot(), entry);
            }
            entry.asked = context.loop().uptime();
            if (entry.complete || holdsRows(where.slot())) {
                warm.add(where.slot());
            }
        }
        next();
        return new Response.Warm(warm);
    }

    /** Whether the replica is active or sealed: a warm-up must not overwrite its rows. */
    private boolean holdsRows(Slot slot) {
        return context.table().state(slot).filter(state -> state.replica() != ReplicaState.INACTIVE).isPresent();
    }

    /** Whether the rows of a slot are on this node because of a warm-up. */
    public boolean isWarmingUp(Slot slot) {
        return entries.containsKey(slot);
    }

    /** How many slots have not completed their warm-up. */
    public int pending() {
        return (int) entries.values().stream().filter(entry -> !entry.complete).count();
    }

    /** Whether this node drains. */
    public boolean isDraining() {
        return isDraining;
    }

    /** From here on this node tells no proposer that it is warm (protocol.md T11). */
    public void drain() {
        isDraining = true;
    }

    /**
     * How many slots may still name this node as a member: it told a proposer within the last minute that it is warm,
     * and has not heard of a decision since (protocol.md T11).
     */
    public int expected() {
        return (int) entries.values().stream().filter(entry -> entry.complete && isUndecided(entry)).count();
    }

    private boolean isUndecided(Entry entry) {
        boolean isRecent = context.loop().uptime().minus(entry.asked).compareTo(FORGET_AFTER) <= 0;
        return isRecent && context.table().configuration(entry.where.slot())
                .filter(known -> Integer.compareUnsigned(known.epoch(), entry.where.epoch()) <= 0).isPresent();
    }

    private void next() {
        if (busy) {
            return;
        }
        entries.values().stream().filter(entry -> !entry.complete && !holdsRows(entry.where.slot())).findFirst()
                .ifPresent(entry -> {
                    busy = true;
                    fetch(entry, 0);
                });
    }

    /** Fetches from one member; if that fails, from the next one. */
    private void fetch(Entry entry, int index) {
        if (index == entry.members.size()) {
            entries.remove(entry.where.slot());
            busy = false;
            next();
            return;
        }
        Configuration present = new Configuration(entry.where.epoch(), entry.members);
        Sources sources = new Sources(List.of(entry.members.get(index)), present,
                after -> new ListRows(entry.where, after), () -> isWanted(entry));
        new SlotTransfer(context, entry.where.slot(), sources, Pace.BELOW_CLIENTS, progress, complete -> {
            if (complete.isPresent()) {
                entry.complete = true;
                busy = false;
                next();
            } else {
                fetch(entry, index + 1);
            }
        }).start();
    }

    private boolean isWanted(Entry entry) {
        Slot slot = entry.where.slot();
        return entries.get(slot) == entry && !holdsRows(slot) && !isMember(slot);
    }

    private boolean isMember(Slot slot) {
        return context.table().configuration(slot).filter(current -> current.contains(context.self())).isPresent();
    }

    private void tidy() {
        Duration now = context.loop().uptime();
        entries.values().removeIf(entry -> now.minus(entry.asked).compareTo(FORGET_AFTER) > 0);
        start();
    }
}

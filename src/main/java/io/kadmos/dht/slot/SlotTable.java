package io.kadmos.dht.slot;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.Response.Refusal;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.storage.Rows;
import io.kadmos.dht.storage.SlotStates;
import io.kadmos.dht.storage.SlotStates.Loaded;
import io.kadmos.dht.storage.StorageException;

/**
 * The newest state that this node knows of every slot, and the gate through which every message about data must pass:
 * only a replica that is active in that very epoch answers, and only if its disk can be believed. A stale state is
 * harmless, because the members refuse it and tell the newer one. Whatever closes the gate counts at once; what opens
 * it counts when it is durable.
 */
public final class SlotTable {

    private final Member self;
    private final SlotStates storage;
    private final Rows rows;
    private final DiskTrust trust;
    /** Asked for membership only, never iterated. */
    private final Set<Slot> activating = new HashSet<>();
    private Consumer<Slot> listener = slot -> {};
    private SlotSpace slots = SlotSpace.DEFAULT;
    private SlotState[] states = new SlotState[0];
    private Map<Slot, SlotState> durable = Map.of();

    /** A table that knows nothing yet, of a node that would be this member. */
    public SlotTable(Member self, SlotStates storage, Rows rows, DiskTrust trust) {
        this.self = self;
        this.storage = storage;
        this.rows = rows;
        this.trust = trust;
    }

    /** Sets the one who is told of every slot whose state has changed. */
    public void onChange(Consumer<Slot> changed) {
        listener = changed;
    }

    /** Reads what is durable; nothing else may be asked before. */
    public void load(Consumer<Optional<StorageException>> loaded) {
        storage.load(found -> {
            switch (found) {
                case Loaded.Damaged(var problem) -> loaded.accept(Optional.of(problem));
                case Loaded.Intact(var states) -> {
                    durable = states;
                    loaded.accept(Optional.empty());
                }
            }
        });
    }

    /** Takes the configurations with which the cluster began, where nothing newer is durable. */
    public void adopt(Formation formation) {
        slots = formation.slots();
        states = IntStream.range(0, slots.count()).mapToObj(Slot::new).map(slot -> durable.getOrDefault(slot,
                SlotState.first(formation.configuration(slot), self))).toArray(SlotState[]::new);
        durable = Map.of();
        IntStream.range(0, slots.count()).mapToObj(Slot::new).forEach(listener);
    }

    /** This node with its disk. */
    public Member self() {
        return self;
    }

    /** Whether the disk of this node can be believed. */
    public DiskTrust trust() {
        return trust;
    }

    /** How the key space is cut. */
    public SlotSpace slots() {
        return slots;
    }

    /** The slot of a key. */
    public Slot slotOf(Key key) {
        return slots.slotOf(key.id());
    }

    /** What is known of a slot; nothing before the cluster is. */
    public Optional<SlotState> state(Slot slot) {
        return Optional.ofNullable(known(slot));
    }

    /** The newest known configuration of a slot. */
    public Optional<Configuration> configuration(Slot slot) {
        return state(slot).map(SlotState::current);
    }

    /** The newest known configurations of all slots, in the order of slots; none before the cluster is known. */
    public List<Configuration> configurations() {
        return Arrays.stream(states).map(SlotState::current).toList();
    }

    /** What is known of every slot, in the order of slots; nothing before the cluster is known. */
    public List<SlotState> states() {
        return List.of(states);
    }

    /** All slots whose replica here is active, ascending. */
    public List<Slot> served() {
        return which(SlotState::isActive);
    }

    /** All slots of which something holds, ascending. */
    public List<Slot> which(Predicate<SlotState> holds) {
        return IntStream.range(0, states.length).filter(index -> holds.test(states[index])).mapToObj(Slot::new)
                .toList();
    }

    /** The slots of this node that are on their way from one epoch to the next. */
    public List<Slot> moving() {
        return which(state -> state.isUndecided() || state.replica() == ReplicaState.SEALED
                || (state.current().contains(self) && !state.isActive()));
    }

    /** Why a message for a slot and epoch is refused here; nothing if it may pass. */
    public Optional<Refusal> refusal(SlotEpoch where) {
        SlotState known = known(where.slot());
        if (known == null) {
            return Optional.of(new Response.NotActive());
        }
        if (Integer.compareUnsigned(known.current().epoch(), where.epoch()) > 0) {
            return Optional.of(new Response.WrongEpoch(known.succession()));
        }
        boolean mayPass = known.isActiveIn(where.epoch()) && trust.covers(known.current());
        return mayPass ? Optional.empty() : Optional.of(new Response.NotActive());
    }

    /** Takes a succession that another node told, if it is newer; nobody waits for it to be durable. */
    public void learn(Slot slot, Succession newer) {
        learn(List.of(new SlotSuccession(slot, newer)), () -> {});
    }

    /** Takes those that are newer; then tells that all of them are durable. */
    public void learn(List<SlotSuccession> told, Runnable whenDurable) {
        Map<Slot, SlotState> news = new LinkedHashMap<>();
        for (SlotSuccession each : told) {
            SlotState known = news.getOrDefault(each.slot(), known(each.slot()));
            if (known != null && each.succession().isNewerThan(known.succession())) {
                news.put(each.slot(), known.learning(each.succession()));
            }
        }
        replace(news, whenDurable);
    }

    /** Replaces states that say less than before, at once; then tells that they, and all before them, are durable. */
    public void replace(Map<Slot, SlotState> news, Runnable whenDurable) {
        news.forEach((slot, state) -> states[slot.index()] = state);
        storage.save(news, whenDurable);
        news.keySet().forEach(listener);
    }

    /**
     * The rows of a slot are complete for its current epoch, but for those that did not survive: erases these and opens
     * the gate, both or neither, unless a newer succession became known meanwhile.
     */
    public void activate(Slot slot, Succession complete, Set<Key> obsolete, Runnable active) {
        SlotState state = states[slot.index()];
        if (!state.succession().equals(complete) || !activating.add(slot)) {
            return;
        }
        SlotState activated = state.activated();
        rows.replaceState(slot, activated, obsolete, () -> {
            activating.remove(slot);
            if (states[slot.index()].succession().equals(complete)) {
                states[slot.index()] = activated;
                active.run();
            }
            listener.accept(slot);
        });
    }

    /** Whether a slot's rows have become those of its current epoch, but that is not durable yet. */
    public boolean isActivating(Slot slot) {
        return activating.contains(slot);
    }

    private @Nullable SlotState known(Slot slot) {
        return slot.index() < states.length ? states[slot.index()] : null;
    }
}

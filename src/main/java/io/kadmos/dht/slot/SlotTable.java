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
 * The newest state that this node knows of every slot, and the gate that every message about a row must pass
 * (protocol.md C3, C5, C8). Only a replica that is active in exactly the epoch of the message, and whose disk is
 * believed, lets it pass. A gateway with a stale state does no harm: a member refuses its message and tells it the
 * newer succession. A step that closes the gate takes effect at once; a step that opens it takes effect when it is
 * durable. Event loop only.
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

    /** A table without any state, of a node that is this member in the slots that name it. */
    public SlotTable(Member self, SlotStates storage, Rows rows, DiskTrust trust) {
        this.self = self;
        this.storage = storage;
        this.rows = rows;
        this.trust = trust;
    }

    /** Sets the listener; the table calls it with every slot whose state changed. */
    public void onChange(Consumer<Slot> changed) {
        listener = changed;
    }

    /**
     * Reads the durable states, and then reports the error, if there is one. The caller must call this before every
     * other method.
     */
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

    /** Takes the configurations of epoch 1 for all slots of which no newer state is durable (protocol.md F8). */
    public void adopt(Formation formation) {
        slots = formation.slots();
        states = IntStream.range(0, slots.count()).mapToObj(Slot::new).map(slot -> durable.getOrDefault(slot,
                SlotState.first(formation.configuration(slot), self))).toArray(SlotState[]::new);
        durable = Map.of();
        IntStream.range(0, slots.count()).mapToObj(Slot::new).forEach(listener);
    }

    /** This node with its disk (protocol.md C2). */
    public Member self() {
        return self;
    }

    /** Whether the disk of this node is believed. */
    public DiskTrust trust() {
        return trust;
    }

    /** How the key space is divided into slots. */
    public SlotSpace slots() {
        return slots;
    }

    /** The slot of a key. */
    public Slot slotOf(Key key) {
        return slots.slotOf(key.id());
    }

    /** The state of a slot; empty while this node belongs to no cluster. */
    public Optional<SlotState> state(Slot slot) {
        return Optional.ofNullable(known(slot));
    }

    /** The newest configuration of a slot that this node knows. */
    public Optional<Configuration> configuration(Slot slot) {
        return state(slot).map(SlotState::current);
    }

    /** The newest configurations that this node knows, in the order of slots; empty while it belongs to no cluster. */
    public List<Configuration> configurations() {
        return Arrays.stream(states).map(SlotState::current).toList();
    }

    /** The states of all slots, in the order of slots; empty while this node belongs to no cluster. */
    public List<SlotState> states() {
        return List.of(states);
    }

    /** All slots whose replica on this node is active, ascending. */
    public List<Slot> served() {
        return which(SlotState::isActive);
    }

    /** All slots whose state matches, ascending. */
    public List<Slot> which(Predicate<SlotState> holds) {
        return IntStream.range(0, states.length).filter(index -> holds.test(states[index])).mapToObj(Slot::new)
                .toList();
    }

    /** All slots that this node hands over, takes over or has sealed without a known decision, ascending. */
    public List<Slot> moving() {
        return which(state -> state.isUndecided() || state.replica() == ReplicaState.SEALED
                || (state.current().contains(self) && !state.isActive()));
    }

    /**
     * Why this node refuses a message about the rows of a slot in an epoch; empty if the message may pass
     * (protocol.md C3).
     */
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

    /** Takes a succession that another node told, if it is newer. The caller does not wait until it is durable. */
    public void learn(Slot slot, Succession newer) {
        learn(List.of(new SlotSuccession(slot, newer)), () -> {});
    }

    /**
     * Takes those successions that are newer than the known ones (protocol.md C8). Runs {@code whenDurable} when all of
     * them are durable (protocol.md C5).
     */
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

    /**
     * Replaces states by ones that let no more messages pass than before; they take effect at once. Runs
     * {@code whenDurable} when they, and all states before them, are durable (protocol.md C5).
     */
    public void replace(Map<Slot, SlotState> news, Runnable whenDurable) {
        news.forEach((slot, state) -> states[slot.index()] = state);
        storage.save(news, whenDurable);
        news.keySet().forEach(listener);
    }

    /**
     * Makes the replica of a slot active in its current epoch. The same batch erases the rows that the takeover did not
     * confirm, so both happen or neither (protocol.md T5). The gate opens, and {@code active} runs, when the batch is
     * durable, unless this node has learned a newer succession meanwhile.
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

    /** Whether the activation of a slot is on its way to the disk. */
    public boolean isActivating(Slot slot) {
        return activating.contains(slot);
    }

    private @Nullable SlotState known(Slot slot) {
        return slot.index() < states.length ? states[slot.index()] : null;
    }
}

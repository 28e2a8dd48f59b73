package io.kadmos.dht.slot;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.Response.Refusal;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSpace;

/**
 * The newest configuration that this node knows of every slot, and the gate through which every message about data must
 * pass: only a member of the configuration of that very epoch answers. A stale entry is harmless, because the members
 * refuse it and tell the newer one.
 */
public final class SlotTable {

    private final Member self;
    private SlotSpace slots = SlotSpace.DEFAULT;
    private @Nullable Configuration[] configurations = new Configuration[0];

    /** A table that knows nothing yet, of a node that would be this member. */
    public SlotTable(Member self) {
        this.self = self;
    }

    /** Takes the configurations with which the cluster began. */
    public void adopt(Formation formation) {
        slots = formation.slots();
        configurations = IntStream.range(0, slots.count()).mapToObj(Slot::new).map(formation::configuration)
                .toArray(Configuration[]::new);
    }

    /** Takes a configuration that another node told, if it is newer. */
    public void learn(Slot slot, Configuration configuration) {
        Configuration known = known(slot);
        if (slot.index() < configurations.length && (known == null || known.epoch() < configuration.epoch())) {
            configurations[slot.index()] = configuration;
        }
    }

    /** How the key space is cut. */
    public SlotSpace slots() {
        return slots;
    }

    /** The slot of a key. */
    public Slot slotOf(Key key) {
        return slots.slotOf(key.id());
    }

    /** The newest known configuration of a slot. */
    public Optional<Configuration> configuration(Slot slot) {
        return Optional.ofNullable(known(slot));
    }

    /** The newest known configurations of all slots that are known, in the order of slots. */
    public List<Configuration> configurations() {
        return Arrays.stream(configurations).filter(Objects::nonNull).toList();
    }

    /** Whether this node serves a slot in the newest epoch it knows. */
    public boolean serves(Slot slot) {
        Configuration known = known(slot);
        return known != null && known.contains(self);
    }

    /** All slots that this node serves, ascending. */
    public List<Slot> served() {
        return IntStream.range(0, configurations.length).mapToObj(Slot::new).filter(this::serves).toList();
    }

    /** Why a message for a slot and epoch is refused here; nothing if it may pass. */
    public Optional<Refusal> refusal(SlotEpoch where) {
        Configuration known = known(where.slot());
        if (known != null && known.epoch() > where.epoch()) {
            return Optional.of(new Response.WrongEpoch(known));
        }
        boolean active = known != null && known.epoch() == where.epoch() && known.contains(self);
        return active ? Optional.empty() : Optional.of(new Response.NotActive());
    }

    private @Nullable Configuration known(Slot slot) {
        return slot.index() < configurations.length ? configurations[slot.index()] : null;
    }
}

package io.kadmos.dht.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.Disk.Edit;
import io.kadmos.dht.runtime.Disk.Entry;
import io.kadmos.dht.runtime.Disk.Scanned;

/**
 * The durable states of slots (protocol.md C5). A slot without a stored state is in the state of its first
 * configuration. A damaged state stops the start, because a replica that does not know whether it is sealed must not
 * answer (protocol.md C6). Event loop only.
 */
public final class SlotStates {

    private final Disk disk;

    /** The states on a disk. */
    public SlotStates(Disk disk) {
        this.disk = disk;
    }

    /** The result of reading all states. */
    public sealed interface Loaded {

        /** All states are intact. */
        record Intact(Map<Slot, SlotState> states) implements Loaded {}

        /** A state is damaged, or the disk cannot be read: the node must not start. */
        record Damaged(StorageException problem) implements Loaded {}
    }

    /** Reads the states of all slots. */
    public void load(Consumer<Loaded> loaded) {
        byte[][] range = Layout.slotStates();
        disk.scan(range[0], range[1], SlotSpace.MAX_COUNT, scanned -> loaded.accept(switch (scanned) {
            case Scanned.Unreadable(var reason) -> new Loaded.Damaged(damaged(reason));
            case Scanned.Entries(var entries) -> read(entries);
        }));
    }

    /** Replaces the states of some slots, all or none. Runs {@code durable} when they are durable. */
    public void save(Map<Slot, SlotState> states, Runnable durable) {
        List<Edit> batch = new ArrayList<>(states.size());
        states.forEach((slot, state) -> batch.add(edit(slot, state)));
        disk.write(batch, durable);
    }

    /** The edit that replaces the state of a slot. */
    static Edit edit(Slot slot, SlotState state) {
        return new Edit(Layout.slotState(slot), SlotStateFormat.write(state));
    }

    private static Loaded read(List<Entry> entries) {
        Map<Slot, SlotState> states = new TreeMap<>(Comparator.comparingInt(Slot::index));
        for (Entry entry : entries) {
            Slot slot = Layout.slotOf(entry.key());
            Optional<SlotState> state = SlotStateFormat.read(entry.value());
            if (state.isEmpty()) {
                return new Loaded.Damaged(damaged("the state of slot " + slot.index() + " fails its checksum"));
            }
            states.put(slot, state.get());
        }
        return new Loaded.Intact(states);
    }

    private static StorageException damaged(String reason) {
        return new StorageException("the data directory is damaged: " + reason
                + "; restore the directory, or empty it and let the node join again as a new one");
    }
}

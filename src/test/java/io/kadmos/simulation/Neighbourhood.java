package io.kadmos.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Slot;

/**
 * A key, and all machines by their distance from its slot.
 *
 * @param nearest the machines, present or to come, the nearest first
 */
record Neighbourhood(String key, List<Integer> nearest) {

    private static final int KEYS = 10_000;

    Neighbourhood {
        nearest = List.copyOf(nearest);
    }

    /**
     * The first key for which some machines are near in this order. If machines come later, one of them is to be among
     * the members of the key's slot.
     */
    static Neighbourhood of(SimulationOptions options, List<Integer> leastOrder) {
        int machines = options.machines();
        return IntStream.range(0, KEYS).mapToObj(i -> at("key-" + i, machines + options.spares()))
                .filter(each -> each.nearest.stream().filter(leastOrder::contains).toList().equals(leastOrder))
                .filter(each -> options.spares() == 0
                        || each.nearest.stream().limit(options.copies()).anyMatch(machine -> machine >= machines))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("no key has " + leastOrder));
    }

    private static Neighbourhood at(String key, int machines) {
        Comparator<Id> nearestFirst = Cluster.SLOTS.point(slotOf(key)).nearestFirst();
        return new Neighbourhood(key, IntStream.range(0, machines).boxed()
                .sorted(Comparator.comparing(Neighbourhood::id, nearestFirst)).toList());
    }

    private static Id id(int machine) {
        return Cluster.idOf(new Machine.Identity(machine, "node-" + machine));
    }

    private static Slot slotOf(String key) {
        return Cluster.SLOTS.slotOf(Key.of(key).id());
    }

    /** The slot of the key. */
    Slot slot() {
        return slotOf(key);
    }

    /** Other keys of the same slot. */
    Stream<String> otherKeys() {
        return IntStream.range(0, KEYS).mapToObj(i -> "other-" + i).filter(other -> slotOf(other).equals(slot()));
    }
}

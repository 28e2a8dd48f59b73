package io.kadmos.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Keeps damage to what the protocol promises to survive: of every row a quorum of copies must stay readable. A copy
 * counts as damaged until it is durably written again.
 */
final class DamageLedger {

    private final BooleanSupplier isBearable;
    private final Map<RowName, Set<Integer>> damaged = new HashMap<>();

    /** The ledger of a cluster, which says when one damaged copy of a row, and no more, is allowed. */
    DamageLedger(BooleanSupplier isBearable) {
        this.isBearable = isBearable;
    }

    /** Whether a copy may be damaged now; if so, it counts as damaged from here on. */
    boolean mayDamage(RowName row, int machine) {
        Set<Integer> machines = damaged.computeIfAbsent(row, each -> new HashSet<>());
        return machines.contains(machine) || (machines.isEmpty() && isBearable.getAsBoolean() && machines.add(machine));
    }

    /** A copy was written again. */
    void mended(RowName row, int machine) {
        Set<Integer> machines = damaged.get(row);
        if (machines != null) {
            machines.remove(machine);
        }
    }

    /** A machine has another disk. */
    void replaced(int machine) {
        damaged.values().forEach(machines -> machines.remove(machine));
    }

    /** Whether every copy of everything can be read. */
    boolean isClean() {
        return damaged.values().stream().allMatch(Set::isEmpty);
    }

    /** How many copies of a row are damaged now. */
    int count(RowName row) {
        return damaged.getOrDefault(row, Set.of()).size();
    }
}

package io.kadmos.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sees to it that damage never takes more than the protocol promises to survive: of every row a quorum of copies must
 * stay readable. A copy counts as damaged until it is durably written again.
 */
final class DamageLedger {

    private final int bearable;
    private final Map<RowName, Set<Integer>> damaged = new HashMap<>();

    /** The ledger of a cluster in which every row has so many copies. */
    DamageLedger(int copies) {
        this.bearable = copies - (copies / 2 + 1);
    }

    /** Whether a copy may be damaged now; if so, it counts as damaged from here on. */
    boolean mayDamage(RowName row, int machine) {
        Set<Integer> machines = damaged.computeIfAbsent(row, each -> new HashSet<>());
        return machines.contains(machine) || (machines.size() < bearable && machines.add(machine));
    }

    /** A copy was written again. */
    void mended(RowName row, int machine) {
        Set<Integer> machines = damaged.get(row);
        if (machines != null) {
            machines.remove(machine);
        }
    }

    /** How many copies of a row are damaged now. */
    int count(RowName row) {
        return damaged.getOrDefault(row, Set.of()).size();
    }
}

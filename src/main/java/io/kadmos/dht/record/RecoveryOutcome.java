package io.kadmos.dht.record;

import java.util.List;

import io.kadmos.dht.id.Id;

/** The outcome of a recovery (protocol.md §8). */
public sealed interface RecoveryOutcome {

    /**
     * What is lost, and how much of it was recovered.
     *
     * @param missing the members of any slot that do not answer with the disk of that membership
     * @param losses the slots that cannot continue without the disks that are given up, ascending
     * @param recovered how many of these slots continue with the survivors; 0 in a preview
     */
    record Report(Id clusterId, List<Member> missing, List<Loss> losses, int recovered) implements RecoveryOutcome {

        /** Copies both lists. */
        public Report {
            missing = List.copyOf(missing);
            losses = List.copyOf(losses);
        }
    }

    /** The recovery was refused, or stopped before its end, for this reason. */
    record Refused(String reason) implements RecoveryOutcome {}

    /**
     * A slot that has lost the majority of its disks.
     *
     * @param configuration the newest configuration of the slot
     * @param survivors the members that hold the newest rows that are left; if there are none, all rows of the slot are
     * lost
     */
    record Loss(Slot slot, Configuration configuration, List<Member> survivors) {

        /** Copies the survivors. */
        public Loss {
            survivors = List.copyOf(survivors);
        }
    }
}

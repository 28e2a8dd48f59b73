package io.kadmos.dht.record;

import java.util.List;

import io.kadmos.dht.id.Id;

/** What came of a recovery. */
public sealed interface RecoveryOutcome {

    /**
     * What is lost, and what was done about it.
     *
     * @param missing the members of any slot that are not there with their disks
     * @param losses the slots that cannot go on without the disks that are given up, ascending
     * @param recovered how many of them were begun anew with the survivors
     */
    record Report(Id clusterId, List<Member> missing, List<Loss> losses, int recovered) implements RecoveryOutcome {

        /** Copies both lists. */
        public Report {
            missing = List.copyOf(missing);
            losses = List.copyOf(losses);
        }
    }

    /** Nothing more was done, and this is why. */
    record Refused(String reason) implements RecoveryOutcome {}

    /**
     * A slot without a majority.
     *
     * @param configuration its newest one
     * @param survivors who holds the newest rows that are left; if it is nobody, everything is lost
     */
    record Loss(Slot slot, Configuration configuration, List<Member> survivors) {

        /** Copies the survivors. */
        public Loss {
            survivors = List.copyOf(survivors);
        }
    }
}

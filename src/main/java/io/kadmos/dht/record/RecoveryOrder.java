package io.kadmos.dht.record;

import java.util.Set;

/**
 * What an operator orders about disks that are lost for good (protocol.md §8).
 *
 * @param lost the members whose disks are lost; if it is empty, all missing members are meant
 * @param intent whether to act, or only to report
 */
public record RecoveryOrder(Set<Member> lost, Intent intent) {

    /** What the operator wants. */
    public enum Intent {
        /** To learn what a recovery would do. */
        PREVIEW,
        /** To recover. */
        ACT
    }

    /** Copies the set. */
    public RecoveryOrder {
        lost = Set.copyOf(lost);
    }
}

package io.kadmos.dht.record;

import java.util.Set;

/**
 * What an operator says about disks that are lost for good.
 *
 * @param lost the nodes with those disks; if there are none, all that are missed are meant
 * @param intent whether to do it
 */
public record RecoveryOrder(Set<Member> lost, Intent intent) {

    /** What an operator may want. */
    public enum Intent {
        /** To know what would happen. */
        PREVIEW,
        /** To have it done. */
        ACT
    }

    /** Copies the set. */
    public RecoveryOrder {
        lost = Set.copyOf(lost);
    }
}

package io.kadmos.dht.slot;

import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.SlotState;

/** A mutant: a node with a new disk answers for what the cluster gave to its old one, and asks no other node whether it may. */
public final class DiskIgnoredMutant {

    private DiskIgnoredMutant() {}

    /** As if the node had its old disk. */
    public static SlotState first(Configuration configuration, Member self) {
        Member old = configuration.members().stream().filter(member -> member.node().equals(self.node())).findFirst()
                .orElse(self);
        return SlotState.first(configuration, old);
    }

    /** Whatever others say. */
    public static boolean covers(DiskTrust trust, Configuration configuration) {
        return !trust.isRolledBack();
    }
}

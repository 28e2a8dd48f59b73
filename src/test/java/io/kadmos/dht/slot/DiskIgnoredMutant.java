package io.kadmos.dht.slot;

import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.SlotState;

/** A mutant: a node with a new disk answers for the slots of its old disk, and asks no witness whether it may. */
public final class DiskIgnoredMutant {

    private DiskIgnoredMutant() {}

    /** The state of a slot as if the node had its old disk. */
    public static SlotState first(Configuration configuration, Member self) {
        Member old = configuration.members().stream().filter(member -> member.node().equals(self.node())).findFirst()
                .orElse(self);
        return SlotState.first(configuration, old);
    }

    /** Believes the disk without the confirmation of any witness. */
    public static boolean covers(DiskTrust trust, Configuration configuration) {
        return !trust.isRolledBack();
    }
}

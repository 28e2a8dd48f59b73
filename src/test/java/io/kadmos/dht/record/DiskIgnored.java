package io.kadmos.dht.record;

/** A mutant: a node with a new disk answers for what the cluster gave to its old one. */
final class DiskIgnored {

    private DiskIgnored() {}

    static SlotState first(Configuration configuration, Member self) {
        Member old = configuration.members().stream().filter(member -> member.node().equals(self.node())).findFirst()
                .orElse(self);
        return SlotState.first(configuration, old);
    }
}

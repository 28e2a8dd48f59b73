package io.kadmos.http.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.node.NodeStatus;
import io.kadmos.dht.record.RecoveryOutcome;

/** The JSON of {@code POST /cluster/recover}. */
record RecoveryView(String clusterId, List<Member> missing, List<Loss> slots, int recovered) {

    /**
     * A node with a disk.
     *
     * @param name null if this node does not know it
     */
    record Member(@Nullable String name, String node, String disk) {}

    /**
     * A slot that has lost a majority of its disks.
     *
     * @param mayBeLost {@code recent-writes}, which may not have reached the survivors; {@code everything} without
     *        survivors
     */
    record Loss(int slot, long epoch, List<Member> members, List<Member> survivors, String mayBeLost) {}

    static RecoveryView of(RecoveryOutcome.Report report, NodeStatus status) {
        Map<Id, String> names = new HashMap<>();
        status.nodes().forEach(node -> names.put(node.id(), node.name()));
        return new RecoveryView(report.clusterId().hex(), members(report.missing(), names),
                report.losses().stream().map(loss -> loss(loss, names)).toList(), report.recovered());
    }

    private static Loss loss(RecoveryOutcome.Loss loss, Map<Id, String> names) {
        return new Loss(loss.slot().index(), Integer.toUnsignedLong(loss.configuration().epoch()),
                members(loss.configuration().members(), names), members(loss.survivors(), names),
                loss.survivors().isEmpty() ? "everything" : "recent-writes");
    }

    private static List<Member> members(List<io.kadmos.dht.record.Member> members, Map<Id, String> names) {
        return members.stream()
                .map(member -> new Member(names.get(member.node()), member.node().hex(), member.disk().hex())).toList();
    }
}

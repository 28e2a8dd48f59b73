package io.kadmos.dht.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.kadmos.dht.id.Id;

/**
 * The beginning of a cluster: its first members, the replication factor (1 to 15) and the slot space. Every
 * configuration of epoch 1 follows from it, so it is all that the initial members have to agree on (protocol.md §9).
 *
 * @param members 1 to 255 members, ascending by node id, no node twice
 */
public record Formation(List<Member> members, int replicationFactor, SlotSpace slots) {

    /** The epoch that a formation defines. */
    public static final int EPOCH = 1;
    /** The most members a cluster may begin with. */
    public static final int MAX_MEMBERS = 255;

    /** Sorts the members and checks every bound. */
    public Formation {
        members = members.stream().sorted(Comparator.comparing(Member::node)).toList();
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException("initial members must be 1.." + MAX_MEMBERS + ": " + members.size());
        }
        if (members.stream().map(Member::node).distinct().count() < members.size()) {
            throw new IllegalArgumentException("a node is named twice");
        }
        if (replicationFactor < 1 || replicationFactor > Configuration.MAX_MEMBERS) {
            throw new IllegalArgumentException("the replication factor must be 1.." + Configuration.MAX_MEMBERS + ": "
                    + replicationFactor);
        }
    }

    /** The first configuration of a slot: the members closest to its point, as many as the replication factor says. */
    public Configuration configuration(Slot slot) {
        List<Member> closest = new ArrayList<>(members);
        Comparator<Id> nearestFirst = slots.point(slot).nearestFirst();
        closest.sort(Comparator.comparing(Member::node, nearestFirst));
        return new Configuration(EPOCH, closest.subList(0, Math.min(replicationFactor, closest.size())));
    }

    /** The id of the cluster: the hash of the whole formation, whatever the name of the cluster is. */
    public Id clusterId() {
        ByteBuffer buffer = ByteBuffer.allocate(2 + members.size() * (Id.BYTES + 16));
        buffer.put((byte) replicationFactor).put((byte) slots.bits());
        for (Member member : members) {
            member.node().writeTo(buffer);
            buffer.putLong(member.disk().high()).putLong(member.disk().low());
        }
        return Id.ofKey(buffer.array());
    }
}

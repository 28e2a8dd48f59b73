package io.kadmos.dht.slot.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;

/**
 * The rule that says which members a slot should have in its next epoch (protocol.md C9). It goes towards the nearest
 * nodes that take part, by one member at a time, so that the quorums of neighbouring epochs share living replicas.
 * Pure.
 */
final class NextMembers {

    private final int replicationFactor;
    private final Map<Member, Condition> nodes;

    /** The condition of a node with its disk, as far as this node knows. */
    enum Condition {
        /** It takes part. */
        READY,
        /** It is silent. It keeps its slots, but no new members are proposed together with it. */
        SUSPECT,
        /** It drains, or has left after a drain. */
        LEAVING,
        /** It has been silent for longer than {@code replace-after}, or its node has another disk now. */
        LOST
    }

    /** The rule for these nodes. A member that is not among them counts as suspect. */
    NextMembers(int replicationFactor, Map<Member, Condition> nodes) {
        this.replicationFactor = replicationFactor;
        this.nodes = nodes;
    }

    /** The members after the next step towards the nearest nodes; empty if no step is needed or none is safe. */
    Optional<List<Member>> after(Configuration current, Comparator<Id> nearestFirst) {
        Comparator<Member> order = Comparator.comparing(Member::node, nearestFirst);
        List<Member> wanted = wanted(current, order);
        List<Member> joining = new ArrayList<>(wanted);
        joining.removeAll(current.members());
        List<Member> leaving = new ArrayList<>(current.members());
        leaving.removeAll(wanted);
        leaving.sort(Comparator.comparingInt(this::urgency).reversed().thenComparing(order.reversed()));
        return step(current, joining, leaving).filter(this::isSafe)
                .map(next -> next.stream().sorted(order).toList());
    }

    /** The same members for a new epoch; empty unless all of them take part (protocol.md G4). */
    Optional<List<Member>> again(Configuration current) {
        return Optional.of(current.members())
                .filter(members -> members.stream().allMatch(member -> condition(member) == Condition.READY));
    }

    private List<Member> wanted(Configuration current, Comparator<Member> order) {
        Stream<Member> staying = current.members().stream().filter(member -> condition(member) == Condition.SUSPECT);
        Stream<Member> ready = nodes.keySet().stream().filter(member -> nodes.get(member) == Condition.READY);
        return Stream.concat(staying, ready).sorted(order).limit(replicationFactor).toList();
    }

    /** Adds the nearest newcomer. It takes the place of the most urgent leaver, unless the slot has room for both. */
    private Optional<List<Member>> step(Configuration current, List<Member> joining, List<Member> leaving) {
        List<Member> next = new ArrayList<>(current.members());
        boolean hasRoom = next.size() < replicationFactor;
        if (!joining.isEmpty()) {
            if (!leaving.isEmpty() && (!hasRoom || condition(leaving.getFirst()) != Condition.READY)) {
                next.remove(leaving.getFirst());
            }
            next.add(joining.getFirst());
            return Optional.of(next);
        }
        Optional<Member> drained = leaving.stream().filter(member -> condition(member) == Condition.LEAVING)
                .findFirst();
        return drained.filter(member -> next.size() > 1 && next.remove(member)).map(_ -> next);
    }

    /**
     * Whether a quorum of the next members is not lost and none of them is suspect. A lost member may stay until its
     * own turn to be replaced.
     */
    private boolean isSafe(List<Member> next) {
        long dead = next.stream().filter(member -> condition(member) == Condition.LOST).count();
        return next.stream().noneMatch(member -> condition(member) == Condition.SUSPECT)
                && next.size() - dead >= Configuration.quorumOf(next.size());
    }

    private int urgency(Member member) {
        return switch (condition(member)) {
            case LOST -> 2;
            case LEAVING -> 1;
            case READY, SUSPECT -> 0;
        };
    }

    private Condition condition(Member member) {
        return nodes.getOrDefault(member, Condition.SUSPECT);
    }
}

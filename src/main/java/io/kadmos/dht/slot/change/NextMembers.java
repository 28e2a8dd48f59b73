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
 * Who should be the members of a slot's next epoch: the nearest nodes that take part, reached one member at a time, so
 * that the quorums of neighbouring epochs always overlap in living replicas. Pure.
 */
final class NextMembers {

    private final int replicationFactor;
    private final Map<Member, Condition> nodes;

    /** How a node with its disk is doing, as far as this node knows. */
    enum Condition {
        /** It takes part. */
        READY,
        /** It has been silent for a while: it keeps what it has, but nothing is built on it. */
        SUSPECT,
        /** It wants to leave, or has left in order. */
        LEAVING,
        /** It has been silent for too long, or its disk is another one by now. */
        LOST
    }

    /** A rule over all nodes that are known; a member that is not among them counts as suspect. */
    NextMembers(int replicationFactor, Map<Member, Condition> nodes) {
        this.replicationFactor = replicationFactor;
        this.nodes = nodes;
    }

    /** The next step from a configuration towards the nearest nodes; nothing while none can or need be taken. */
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

    /** The same members once more; nothing unless all of them take part. */
    Optional<List<Member>> again(Configuration current) {
        return Optional.of(current.members())
                .filter(members -> members.stream().allMatch(member -> condition(member) == Condition.READY));
    }

    private List<Member> wanted(Configuration current, Comparator<Member> order) {
        Stream<Member> staying = current.members().stream().filter(member -> condition(member) == Condition.SUSPECT);
        Stream<Member> ready = nodes.keySet().stream().filter(member -> nodes.get(member) == Condition.READY);
        return Stream.concat(staying, ready).sorted(order).limit(replicationFactor).toList();
    }

    /** Takes the nearest newcomer, in the place of the most urgent leaver unless there is room for both. */
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

    /** Nothing is moved onto a member that may be dead; one that is known to be may still wait for its own turn. */
    private boolean isSafe(List<Member> next) {
        long dead = next.stream().filter(member -> condition(member) == Condition.LOST).count();
        return next.stream().noneMatch(member -> condition(member) == Condition.SUSPECT)
                && next.size() - dead >= next.size() / 2 + 1;
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

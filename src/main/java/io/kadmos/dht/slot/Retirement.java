package io.kadmos.dht.slot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Request.TellSuccessions;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.SlotStanding;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.rpc.CallResult;

/**
 * Lets go of what this node holds for slots of which it is a member no more: keeps the sealed rows until all members of
 * the present epoch are active, or most of them are and enough time has passed; then erases them. By asking, it also
 * tells those members the succession, should they not have heard of it. The slot's configuration stays for ever, so
 * that whoever still comes here is sent on.
 */
public final class Retirement {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_ERASERS = 16;

    private final SlotHost host;
    private final Predicate<Slot> isLearning;
    private final Map<Slot, Duration> since = new HashMap<>();
    /** Asked for membership only, never iterated. */
    private final Set<Slot> erasing = new HashSet<>();

    /** Retires replicas of this node, but for rows that a learner collects. */
    public Retirement(SlotHost host, Learner learner) {
        this.host = host;
        this.isLearning = learner::isLearning;
    }

    /** Begins; ends with the loop. */
    public void start() {
        host.loop().schedule(host.settings().tick().dividedBy(2), this::tick);
    }

    private void tick() {
        Map<List<Member>, List<Slot>> bySuccessors = new LinkedHashMap<>();
        List<Slot> retiring = host.table().which(this::isRetiring);
        since.keySet().retainAll(retiring);
        for (Slot slot : retiring) {
            since.putIfAbsent(slot, host.loop().uptime());
            bySuccessors.computeIfAbsent(host.table().configuration(slot).orElseThrow().members(),
                    _ -> new ArrayList<>()).add(slot);
        }
        bySuccessors.forEach((members, slots) -> {
            for (int from = 0; from < slots.size(); from += Request.MAX_BATCH) {
                ask(members, slots.subList(from, Math.min(slots.size(), from + Request.MAX_BATCH)));
            }
        });
        host.table().which(this::isUseless).stream().filter(this::hasLeftovers).limit(MAX_ERASERS)
                .forEach(this::erase);
        start();
    }

    private boolean isRetiring(SlotState state) {
        return state.replica() == ReplicaState.SEALED && !state.isUndecided() && isUseless(state);
    }

    private boolean isUseless(SlotState state) {
        return !state.current().contains(host.self());
    }

    private boolean hasLeftovers(Slot slot) {
        boolean isInactive = host.table().state(slot).filter(state -> state.replica() == ReplicaState.INACTIVE)
                .isPresent();
        return isInactive && host.rows().digest(slot) != 0 && !isLearning.test(slot);
    }

    private void erase(Slot slot) {
        if (erasing.add(slot)) {
            new Eraser(host, slot).start(() -> erasing.remove(slot));
        }
    }

    private void ask(List<Member> members, List<Slot> slots) {
        List<SlotSuccession> told = slots.stream().flatMap(slot -> host.table().state(slot).stream()
                .map(state -> new SlotSuccession(slot, state.succession()))).toList();
        Map<Slot, Integer> active = new HashMap<>();
        int[] unanswered = {members.size()};
        for (Member member : members) {
            host.calls().ask(member, new TellSuccessions(told), CALL_TIMEOUT, result -> {
                if (result instanceof CallResult.Answered(Response.Standings(var standings), _)) {
                    standings.stream().filter(SlotStanding::active)
                            .forEach(standing -> active.merge(standing.where().slot(), 1, Integer::sum));
                }
                unanswered[0]--;
                if (unanswered[0] == 0) {
                    told.forEach(each -> retire(each, active.getOrDefault(each.slot(), 0)));
                }
            });
        }
    }

    private void retire(SlotSuccession told, int active) {
        Slot slot = told.slot();
        Configuration successors = told.succession().current();
        SlotState state = host.table().state(slot).orElseThrow();
        Duration waited = host.loop().uptime().minus(since.getOrDefault(slot, host.loop().uptime()));
        boolean isEnough = active == successors.members().size()
                || (active >= successors.quorum() && waited.compareTo(host.settings().retireAfter()) >= 0);
        if (isEnough && isRetiring(state) && state.succession().equals(told.succession())) {
            host.table().replace(Map.of(slot, state.retired()), () -> erase(slot));
        }
    }
}

package io.kadmos.dht.slot.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.SlotSurvey;
import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.RecoveryOutcome.Loss;
import io.kadmos.dht.record.ReplicaState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.record.Succession;

/**
 * What follows from what everybody living knows and holds when some disks are lost for good: which slots have lost
 * their majority, and who begins anew with them. That is whoever was active in the latest epoch of which anybody has
 * rows, because all that was chosen before is in them; where nobody has any, the nearest living node begins with
 * nothing. Whatever was accepted by lost disks alone is lost. Pure.
 */
final class RecoveryPlan {

    /**
     * How far the epoch of a recovered slot lies ahead of the last one that is known: the lost disks may have decided
     * on a few more, and none of these may ever count.
     */
    static final int LEAP = 1 << 16;

    private static final Comparator<Member> BY_NODE = Comparator.comparing(Member::node)
            .thenComparing(member -> member.disk().hex());

    private final SlotSpace slots;
    private final Map<Slot, Map<Member, SlotSurvey>> surveys = new LinkedHashMap<>();
    private final Set<Member> living = new TreeSet<>(BY_NODE);

    RecoveryPlan(SlotSpace slots) {
        this.slots = slots;
    }

    /** Takes what a living node said about some slots. */
    void surveyed(Member member, List<SlotSurvey> said) {
        living.add(member);
        said.forEach(each -> surveys.computeIfAbsent(each.slot(), _ -> new LinkedHashMap<>()).put(member, each));
    }

    /** Members of some slot that are not among the living. */
    List<Member> missing() {
        Set<Member> missing = new TreeSet<>(BY_NODE);
        surveys.keySet().forEach(slot -> missing.addAll(newest(slot).current().members()));
        missing.removeAll(living);
        return List.copyOf(missing);
    }

    /** The slots that have no majority without these disks. */
    List<Loss> losses(Set<Member> lost) {
        List<Loss> losses = new ArrayList<>();
        for (Slot slot : surveys.keySet()) {
            Configuration configuration = newest(slot).current();
            if (Votes.cast(configuration, member -> !lost.contains(member)).isLost()) {
                losses.add(new Loss(slot, configuration, survivors(slot)));
            }
        }
        return losses;
    }

    /** Who begins anew with a slot: its survivors, or the nearest of the living. */
    List<Member> successors(Loss loss) {
        return loss.survivors().isEmpty()
                ? living.stream().min(nearestFirst(loss.slot())).stream().toList()
                : loss.survivors();
    }

    /** How the slot goes on with these successors. */
    SlotSuccession succession(Loss loss, List<Member> successors) {
        int known = loss.configuration().epoch();
        int held = successors.stream().map(member -> survey(loss.slot(), member)).flatMap(Optional::stream)
                .filter(RecoveryPlan::holdsRows).map(SlotSurvey::replicaEpoch).max(Integer::compareUnsigned)
                .orElse(known);
        return new SlotSuccession(loss.slot(), new Succession(new Configuration(held, successors),
                new Configuration(known + LEAP, successors)));
    }

    private Succession newest(Slot slot) {
        return surveysOf(slot).values().stream().map(SlotSurvey::succession)
                .max((a, b) -> Integer.compareUnsigned(a.epoch(), b.epoch())).orElseThrow();
    }

    private List<Member> survivors(Slot slot) {
        Map<Member, SlotSurvey> holders = new LinkedHashMap<>(surveysOf(slot));
        holders.values().removeIf(survey -> !holdsRows(survey));
        Optional<Integer> latest = holders.values().stream().map(SlotSurvey::replicaEpoch)
                .max(Integer::compareUnsigned);
        holders.values().removeIf(survey -> latest.filter(epoch -> epoch == survey.replicaEpoch()).isEmpty());
        return holders.keySet().stream().sorted(nearestFirst(slot)).limit(Configuration.MAX_MEMBERS).toList();
    }

    private Map<Member, SlotSurvey> surveysOf(Slot slot) {
        return surveys.getOrDefault(slot, Map.of());
    }

    private Optional<SlotSurvey> survey(Slot slot, Member member) {
        return Optional.ofNullable(surveysOf(slot).get(member));
    }

    private static boolean holdsRows(SlotSurvey survey) {
        return survey.replica() != ReplicaState.INACTIVE;
    }

    private Comparator<Member> nearestFirst(Slot slot) {
        Comparator<Id> nearestFirst = slots.point(slot).nearestFirst();
        return Comparator.comparing(Member::node, nearestFirst);
    }
}

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
 * Which slots have lost a quorum when some disks are lost for good, and which members begin anew with them
 * (protocol.md V3, V4). It follows from what every living node knows and holds. The slot goes on with the nodes whose
 * replicas were active in the latest epoch of which a living node has rows, because everything that was chosen before
 * is in their rows. If no living node has any, the nearest living node begins with what its disk may have left of the
 * slot. Records that only lost disks accepted are lost. Pure.
 */
final class RecoveryPlan {

    /**
     * How many epochs the first epoch of a recovered slot lies ahead of the newest known one. The lost disks may have
     * decided on some more epochs, and none of these must ever count (protocol.md V3).
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

    /** Takes the answer of a living node about some slots. */
    void surveyed(Member member, List<SlotSurvey> said) {
        living.add(member);
        said.forEach(each -> surveys.computeIfAbsent(each.slot(), _ -> new LinkedHashMap<>()).put(member, each));
    }

    /** The members of any slot that are not living. */
    List<Member> missing() {
        Set<Member> missing = new TreeSet<>(BY_NODE);
        surveys.keySet().forEach(slot -> missing.addAll(newest(slot).current().members()));
        missing.removeAll(living);
        return List.copyOf(missing);
    }

    /** The slots that have no quorum without these disks. */
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

    /** The members with which a slot begins anew: its survivors, otherwise the nearest living node. */
    List<Member> successors(Loss loss) {
        return loss.survivors().isEmpty()
                ? living.stream().min(nearestFirst(loss.slot())).stream().toList()
                : loss.survivors();
    }

    /** The succession by which the slot goes on with these members. */
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

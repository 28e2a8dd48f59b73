package io.kadmos.dht.membership;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;

/**
 * What the initiator knows of the initial members: which of them said that they are blank, and with which disk. Pure.
 */
final class FormingRound {

    private final LocalNode self;
    private final FormingPlan plan;
    /** The blank members by node id; never more than there are initial members. */
    private final Map<Id, Member> blank = new TreeMap<>();

    FormingRound(LocalNode self, FormingPlan plan) {
        this.self = self;
        this.plan = plan;
        blank.put(self.id(), self.asMember());
    }

    /** Notes that an initial member said that it is blank and has the same settings. Its newest disk counts. */
    void blank(Id node, DiskId disk) {
        if (names().stream().anyMatch(name -> self.idOf(name).equals(node))) {
            blank.put(node, new Member(node, disk));
        }
    }

    /** Notes that a member disagrees, even if it said before that it is blank. */
    void notBlank(Id node) {
        blank.remove(node);
    }

    /** The names of the initial members that have not said that they are blank. */
    List<String> missing() {
        return names().stream().filter(name -> !blank.containsKey(self.idOf(name))).toList();
    }

    /** The formation, once all initial members have said that they are blank. */
    Optional<Formation> formation() {
        return missing().isEmpty()
                ? Optional.of(new Formation(List.copyOf(blank.values()), plan.replicationFactor(), plan.slots()))
                : Optional.empty();
    }

    private List<String> names() {
        return plan.initialMembers();
    }
}

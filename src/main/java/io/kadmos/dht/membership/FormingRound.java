package io.kadmos.dht.membership;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;

/** What the initiator knows: which initial members said that they are blank, and with which disks. Pure. */
final class FormingRound {

    private final LocalNode self;
    private final FormingPlan plan;
    /** By node id; never more than there are initial members. */
    private final Map<Id, Member> blank = new TreeMap<>();

    FormingRound(LocalNode self, FormingPlan plan) {
        this.self = self;
        this.plan = plan;
        blank.put(self.id(), self.asMember());
    }

    /** A member said that it is blank and was told the same; its newest disk counts. */
    void blank(Id node, DiskId disk) {
        if (names().stream().anyMatch(name -> self.idOf(name).equals(node))) {
            blank.put(node, new Member(node, disk));
        }
    }

    /** A member that said so before has changed its mind. */
    void notBlank(Id node) {
        blank.remove(node);
    }

    /** Names of those who have not said that they are blank. */
    List<String> missing() {
        return names().stream().filter(name -> !blank.containsKey(self.idOf(name))).toList();
    }

    /** The beginning of the cluster, once everybody has said so. */
    Optional<Formation> formation() {
        return missing().isEmpty()
                ? Optional.of(new Formation(List.copyOf(blank.values()), plan.replicationFactor(), plan.slots()))
                : Optional.empty();
    }

    private List<String> names() {
        return plan.initialMembers();
    }
}

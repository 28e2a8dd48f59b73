package io.kadmos.dht.membership;

import java.util.List;
import java.util.Objects;

import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.SlotSpace;

/**
 * How the cluster is to begin, if it has not begun yet: the same on every initial member.
 *
 * @param initialMembers names, ascending, without repetitions; none on a node that only ever joins
 */
public record FormingPlan(List<String> initialMembers, int replicationFactor, SlotSpace slots) {

    /** Sorts the names and checks every bound. */
    public FormingPlan {
        initialMembers = initialMembers.stream().distinct().sorted().toList();
        Objects.requireNonNull(slots);
        if (initialMembers.size() > Formation.MAX_MEMBERS) {
            throw new IllegalArgumentException(initialMembers.size() + " initial members");
        }
        if (replicationFactor < 1 || replicationFactor > Configuration.MAX_MEMBERS) {
            throw new IllegalArgumentException("replication factor " + replicationFactor);
        }
    }
}

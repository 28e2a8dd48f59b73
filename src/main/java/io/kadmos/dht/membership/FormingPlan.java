package io.kadmos.dht.membership;

import java.util.List;
import java.util.Objects;

import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.SlotSpace;

/**
 * The settings with which a cluster is formed, if it does not exist yet. Every initial member has the same
 * (protocol.md F1). A value out of bounds is an {@link IllegalArgumentException}.
 *
 * @param initialMembers the names of the initial members, ascending, each once; none on a node that only joins
 * @param replicationFactor how many members a slot is to have
 */
public record FormingPlan(List<String> initialMembers, int replicationFactor, SlotSpace slots) {

    /** Sorts the names, drops repeated ones, and checks every bound. */
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

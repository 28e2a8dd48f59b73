package io.kadmos.dht.node;

import java.util.List;
import java.util.Optional;

import io.kadmos.dht.id.Distance;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.Version;

/** Why a key is where it is: its id, its slot, and what each member of that slot holds, nearest first. */
public record Placement(Id id, Slot slot, int epoch, List<Replica> replicas) {

    /** Copies the replicas. */
    public Placement {
        replicas = List.copyOf(replicas);
    }

    /**
     * A member of the key's slot.
     *
     * @param version what it holds; empty if it holds nothing, or did not answer
     */
    public record Replica(String name, Id id, Distance distance, NodeState state, Optional<Version> version) {}
}

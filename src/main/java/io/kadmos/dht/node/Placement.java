package io.kadmos.dht.node;

import java.util.List;
import java.util.Optional;

import io.kadmos.dht.id.Distance;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.Version;

/**
 * Where a key is placed: its id, its slot, the epoch, and what each member of the slot holds, nearest member first.
 * Immutable, safe on any thread.
 */
public record Placement(Id id, Slot slot, int epoch, List<Replica> replicas) {

    /** Copies the replicas. */
    public Placement {
        replicas = List.copyOf(replicas);
    }

    /**
     * A member of the slot.
     *
     * @param name empty if this node does not know it
     * @param distance between the key and the member
     * @param version of the value that the member holds; empty if it holds none or did not answer
     */
    public record Replica(String name, Id id, Distance distance, NodeState state, Optional<Version> version) {}
}

package io.kadmos.dht.node;

import java.util.Map;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.register.Explanation;

/**
 * How a read went, told to an operator. Immutable, safe on any thread.
 *
 * @param names of the members that the gateway asked; empty for a member whose name this node does not know
 */
public record ReadReport(Explanation explanation, Map<Id, String> names) {

    /** Copies the names. */
    public ReadReport {
        names = Map.copyOf(names);
    }
}

package io.kadmos.dht.node;

import java.util.Map;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.register.Explanation;

/**
 * How a read went, for people.
 *
 * @param names of the members that were asked, as far as they are known
 */
public record ReadReport(Explanation explanation, Map<Id, String> names) {

    /** Copies the names. */
    public ReadReport {
        names = Map.copyOf(names);
    }
}

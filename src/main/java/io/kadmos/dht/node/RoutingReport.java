package io.kadmos.dht.node;

import java.time.Instant;
import java.util.List;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.NodeState;

/** The routing table of a node as it was at one moment, for people. */
public record RoutingReport(Id self, List<Bucket> buckets) {

    /** Copies the buckets. */
    public RoutingReport {
        buckets = List.copyOf(buckets);
    }

    /**
     * The nodes whose ids begin alike.
     *
     * @param prefix how, as binary digits; empty for a table of one bucket
     * @param contacts least recently seen first
     * @param replacements most recently seen last
     * @param refreshed when a node of this bucket was last looked up
     */
    public record Bucket(String prefix, List<Entry> contacts, List<Entry> replacements, Instant refreshed) {

        /** Copies both lists. */
        public Bucket {
            contacts = List.copyOf(contacts);
            replacements = List.copyOf(replacements);
        }
    }

    /**
     * A node.
     *
     * @param name empty while it has not introduced itself
     */
    public record Entry(String name, Id id, Endpoint endpoint, NodeState state) {}
}

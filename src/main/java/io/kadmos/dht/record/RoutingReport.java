package io.kadmos.dht.record;

import java.time.Instant;
import java.util.List;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;

/** The routing table of a node as it was at one moment, for people. */
public record RoutingReport(Id self, List<Bucket> buckets) {

    /** One bucket for every length of a prefix that an id can share with another. */
    public static final int MAX_BUCKETS = 8 * Id.BYTES + 1;
    /** The most contacts, and the most replacements, of a bucket. */
    public static final int MAX_ENTRIES = 256;

    /** Copies the buckets and checks their number. */
    public RoutingReport {
        buckets = List.copyOf(buckets);
        if (buckets.size() > MAX_BUCKETS) {
            throw new IllegalArgumentException(buckets.size() + " buckets");
        }
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

        /** Copies both lists and checks their numbers. */
        public Bucket {
            contacts = List.copyOf(contacts);
            replacements = List.copyOf(replacements);
            if (contacts.size() > MAX_ENTRIES || replacements.size() > MAX_ENTRIES) {
                throw new IllegalArgumentException(contacts.size() + " contacts, " + replacements.size()
                        + " replacements");
            }
        }
    }

    /**
     * A node.
     *
     * @param name empty while it has not introduced itself
     */
    public record Entry(String name, Id id, Endpoint endpoint, NodeState state) {}
}

package io.kadmos.dht.record;

import java.time.Instant;
import java.util.List;

import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;

/** A snapshot of the routing table of a node, for the operator interface. All numbers are bounded. */
public record RoutingReport(Id self, List<Bucket> buckets) {

    /** The most buckets: one for every length of a prefix that an id can share with another id. */
    public static final int MAX_BUCKETS = 8 * Id.BYTES + 1;
    /** The most contacts, and the most replacements, of one bucket. */
    public static final int MAX_ENTRIES = 256;

    /** Copies the buckets and checks their number. */
    public RoutingReport {
        buckets = List.copyOf(buckets);
        if (buckets.size() > MAX_BUCKETS) {
            throw new IllegalArgumentException(buckets.size() + " buckets");
        }
    }

    /**
     * The known nodes whose ids share a prefix.
     *
     * @param prefix the shared bits as binary digits; empty for a table of one bucket
     * @param contacts least recently seen first
     * @param replacements most recently seen last
     * @param refreshed when a lookup last went into this bucket
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
     * One node of a bucket.
     *
     * @param name empty as long as the node has not introduced itself
     */
    public record Entry(String name, Id id, Endpoint endpoint, NodeState state) {}
}

package io.kadmos.dht.routing;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;

/**
 * A snapshot of a bucket.
 *
 * @param start an id whose first bits are the prefix of the bucket
 * @param prefixBits the number of bits that all ids of the bucket share
 * @param contacts least recently seen first
 * @param replacements most recently seen last
 * @param refreshed the uptime of the latest lookup into this bucket
 */
public record BucketView(
        Id start, int prefixBits, List<Contact> contacts, List<Contact> replacements, Duration refreshed) {

    /** Copies both lists. */
    public BucketView {
        contacts = List.copyOf(contacts);
        replacements = List.copyOf(replacements);
    }

    /** The prefix as text, such as {@code 0110}; empty for a table of one bucket. */
    public String prefix() {
        StringBuilder bits = new StringBuilder(prefixBits);
        for (int i = 0; i < prefixBits; i++) {
            bits.append(start.bit(i) ? '1' : '0');
        }
        return bits.toString();
    }

    /** A random id within the bucket, which a refresh looks up (Kademlia §2.3). */
    public Id randomId(RandomGenerator random) {
        return start.randomWithPrefix(prefixBits, random);
    }
}

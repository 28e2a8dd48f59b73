package io.kadmos.dht.lookup;

import java.util.List;

import io.kadmos.dht.id.Contact;

/**
 * The result of a lookup (protocol.md W13).
 *
 * @param closest the up to k closest contacts that answered, nearest first; never the asking node itself
 * @param hops the length of the longest chain of questions that led to an answer
 * @param requests the number of contacts asked
 * @param end says whether the lookup found what it should, and if not, why
 */
public record LookupResult(List<Contact> closest, int hops, int requests, LookupEnd end) {

    /** Copies the contacts. */
    public LookupResult {
        closest = List.copyOf(closest);
    }
}

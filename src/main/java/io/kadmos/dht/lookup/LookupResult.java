package io.kadmos.dht.lookup;

import java.util.List;

import io.kadmos.dht.id.Contact;

/**
 * How a lookup ended.
 *
 * @param closest the up to k closest contacts among those that answered, nearest first; never the asking node itself
 * @param hops the longest chain of questions that led to an answer
 * @param requests how many contacts were asked
 */
public record LookupResult(List<Contact> closest, int hops, int requests, LookupEnd end) {

    /** Copies the contacts. */
    public LookupResult {
        closest = List.copyOf(closest);
    }
}

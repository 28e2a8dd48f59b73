package io.kadmos.dht.routing;

import io.kadmos.dht.id.Contact;

/** What became of a contact that answered. */
public sealed interface Insertion {

    /** It is new in its bucket. */
    record Added() implements Insertion {}

    /** It was there; it is now the most recently seen, at the endpoint where it answered. */
    record Refreshed() implements Insertion {}

    /**
     * Its bucket is full, so it waits in the replacement cache.
     *
     * @param candidate the least recently seen contact of the bucket, which keeps its place if it answers a ping (§2.2)
     */
    record Full(Contact candidate) implements Insertion {}

    /** It is this node itself, which never enters its own table. */
    record Ignored() implements Insertion {}
}

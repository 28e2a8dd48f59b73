package io.kadmos.dht.routing;

import io.kadmos.dht.id.Contact;

/** What the routing table did with a contact that answered. */
public sealed interface Insertion {

    /** The contact is new in its bucket. */
    record Added() implements Insertion {}

    /** The contact was in its bucket. It is now the most recently seen one, at the endpoint where it answered. */
    record Refreshed() implements Insertion {}

    /**
     * The bucket of the contact is full, so the contact waits in the replacement cache.
     *
     * @param candidate the least recently seen contact of the bucket, which keeps its place if it answers a ping
     *     (Kademlia §2.2)
     */
    record Full(Contact candidate) implements Insertion {}

    /** The contact is this node itself, which never enters its own table. */
    record Ignored() implements Insertion {}
}

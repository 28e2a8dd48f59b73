package io.kadmos.dht.membership;

import java.time.Duration;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Response.Disagrees;

/** What a greeting of this node, or of another node, led to. */
sealed interface Meeting {

    /**
     * Another node answered at its endpoint and is in the address book.
     *
     * @param isNews whether the node was unknown, or known with another address, state or incarnation
     * @param wallMillis the node's time of day when it answered, in milliseconds since 1970
     */
    record Met(Peer peer, boolean isNews, long wallMillis, Duration roundTrip) implements Meeting {}

    /** A known node greeted this one in another state than before. That does not prove its address. */
    record GreetedBy(Peer peer) implements Meeting {}

    /** Another node refused a greeting of this one, or bears this node's name with another disk. */
    record Refused(Contact by, Disagrees refusal) implements Meeting {}

    /** Another node claims the name of a known node, which still answers. */
    record DuplicateName(Peer known) implements Meeting {}

    /** A node with the same cluster name belongs to another cluster. */
    record OtherCluster(String name, Id theirs) implements Meeting {}

    /** This node itself answered at this endpoint. */
    record Ourselves(Endpoint endpoint) implements Meeting {}
}

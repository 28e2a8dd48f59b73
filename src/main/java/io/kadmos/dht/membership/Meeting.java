package io.kadmos.dht.membership;

import java.time.Duration;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Response.Disagrees;

/** What came of a greeting. */
sealed interface Meeting {

    /**
     * A node answered at its endpoint and is in the address book.
     *
     * @param isNews whether anything but the time changed
     * @param wallMillis its time of day when it answered
     */
    record Met(Peer peer, boolean isNews, long wallMillis, Duration roundTrip) implements Meeting {}

    /** A known node greeted us in another state than before; that is no proof of where it is. */
    record GreetedBy(Peer peer) implements Meeting {}

    /** A node will have nothing to do with this one. */
    record Refused(Contact by, Disagrees refusal) implements Meeting {}

    /** Somebody else bears the name of a known node, which is still alive. */
    record DuplicateName(Peer known) implements Meeting {}

    /** A node of the same cluster name belongs to another cluster. */
    record OtherCluster(String name, Id theirs) implements Meeting {}

    /** This endpoint is our own. */
    record Ourselves(Endpoint endpoint) implements Meeting {}
}

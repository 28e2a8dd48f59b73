package io.kadmos.dht.membership;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;

/**
 * Another node as it is known at one moment.
 *
 * @param contact with the endpoint at which it answered a challenge
 * @param introduction the newest one
 * @param introduced when it introduced itself
 * @param lastHeard when it last proved to be alive
 * @param isSuspect whether it has been silent for too long
 */
public record Peer(Contact contact, Introduction introduction, Moment introduced, Moment lastHeard,
        boolean isSuspect) {

    /** Its node id. */
    public Id id() {
        return contact.id();
    }

    /** Its name. */
    public String name() {
        return introduction.nodeName();
    }

    /** Its disk. */
    public DiskId disk() {
        return introduction.disk();
    }

    /** Itself with its disk. */
    public Member asMember() {
        return new Member(id(), disk());
    }

    /** What it says it is doing, unless it is silent. Of who left for good silence is expected. */
    public NodeState state() {
        return isSuspect && introduction.state() != NodeState.GONE ? NodeState.SUSPECT : introduction.state();
    }

    Peer heard(Moment now) {
        return new Peer(contact, introduction, introduced, now, false);
    }

    Peer silent() {
        return new Peer(contact, introduction, introduced, lastHeard, true);
    }

    /** Takes a newer introduction; whether it is alive at its address is another matter. */
    Peer introduced(Introduction newer, Moment now) {
        return new Peer(contact, newer, now, lastHeard, isSuspect);
    }

    Peer answeredAt(Endpoint endpoint, Introduction newer, Moment now) {
        return new Peer(new Contact(id(), endpoint), newer, now, now, false);
    }
}

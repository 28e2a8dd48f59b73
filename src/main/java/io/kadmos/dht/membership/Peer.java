package io.kadmos.dht.membership;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;

/**
 * Another node as this node knows it at one moment. An immutable value, safe on any thread.
 *
 * @param contact the node's id, with the endpoint at which it answered a greeting (protocol.md W12)
 * @param introduction the node's newest introduction
 * @param introduced when this node received that introduction
 * @param lastHeard when the node was last heard from its known address
 * @param isSuspect whether the node missed too many questions in a row and was not heard since
 */
public record Peer(Contact contact, Introduction introduction, Moment introduced, Moment lastHeard,
        boolean isSuspect) {

    /** The node's id. */
    public Id id() {
        return contact.id();
    }

    /** The node's name. */
    public String name() {
        return introduction.nodeName();
    }

    /** The node's disk. */
    public DiskId disk() {
        return introduction.disk();
    }

    /** The node with its disk. */
    public Member asMember() {
        return new Member(id(), disk());
    }

    /** The state that the node told, or {@code SUSPECT} if it is suspect. A node that is gone stays gone. */
    public NodeState state() {
        return isSuspect && introduction.state() != NodeState.GONE ? NodeState.SUSPECT : introduction.state();
    }

    Peer heard(Moment now) {
        return new Peer(contact, introduction, introduced, now, false);
    }

    Peer silent() {
        return new Peer(contact, introduction, introduced, lastHeard, true);
    }

    /** Takes a newer introduction. It does not prove that the node is alive at its address. */
    Peer introduced(Introduction newer, Moment now) {
        return new Peer(contact, newer, now, lastHeard, isSuspect);
    }

    Peer answeredAt(Endpoint endpoint, Introduction newer, Moment now) {
        return new Peer(new Contact(id(), endpoint), newer, now, now, false);
    }
}

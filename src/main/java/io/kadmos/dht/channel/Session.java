package io.kadmos.dht.channel;

import javax.crypto.SecretKey;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;

/** One instance of a peer: its key, the packets that arrived from it, and its latest endpoint. */
final class Session {

    private final SecretKey key;
    private final Id peer;
    private final ReplayWindow replayWindow = new ReplayWindow();
    private Contact contact;

    Session(SecretKey key, Contact contact) {
        this.key = key;
        this.peer = contact.id();
        this.contact = contact;
    }

    SecretKey key() {
        return key;
    }

    Id peer() {
        return peer;
    }

    boolean isNew(long packetNumber) {
        return replayWindow.accept(packetNumber);
    }

    /** The peer at an endpoint; the same object as long as the endpoint does not change. */
    Contact at(Endpoint endpoint) {
        if (!contact.endpoint().equals(endpoint)) {
            contact = new Contact(peer, endpoint);
        }
        return contact;
    }
}

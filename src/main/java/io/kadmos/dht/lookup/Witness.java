package io.kadmos.dht.lookup;

import java.util.List;

import io.kadmos.dht.id.Contact;

/** Learns from every lookup who is there. */
public interface Witness {

    /** A contact answered at its endpoint. */
    void answered(Contact contact);

    /** A contact was asked at its endpoint and did not answer. */
    void silent(Contact contact);

    /** Contacts were named by another node: hints, nothing more. */
    void named(List<Contact> contacts);
}

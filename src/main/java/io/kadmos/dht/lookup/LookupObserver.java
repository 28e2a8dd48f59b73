package io.kadmos.dht.lookup;

import java.util.List;

import io.kadmos.dht.id.Contact;

/** Learns from every lookup which contacts are alive (protocol.md W12). Event loop only. */
public interface LookupObserver {

    /** A contact answered at its endpoint. */
    void answered(Contact contact);

    /** A contact was asked at its endpoint and did not answer. */
    void silent(Contact contact);

    /** Another node named these contacts. They are hints until they answer themselves. */
    void named(List<Contact> contacts);
}

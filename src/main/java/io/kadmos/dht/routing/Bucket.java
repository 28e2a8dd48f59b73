package io.kadmos.dht.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;

/**
 * A k-bucket: up to k contacts, least recently seen first, and the replacement cache behind them (Kademlia §2.2, §4.1).
 */
final class Bucket {

    private final int capacity;
    private final int replacementCapacity;
    private final List<Contact> contacts = new ArrayList<>();
    /** Most recently seen last. Every one of them has answered, and none is among the contacts. */
    private final List<Contact> replacements = new ArrayList<>();

    private Duration refreshed;

    Bucket(KademliaSettings settings, Duration refreshed) {
        this.capacity = settings.k();
        this.replacementCapacity = settings.replacements();
        this.refreshed = refreshed;
    }

    List<Contact> contacts() {
        return contacts;
    }

    List<Contact> replacements() {
        return replacements;
    }

    Duration refreshed() {
        return refreshed;
    }

    void refresh(Duration now) {
        refreshed = now;
    }

    boolean isFull() {
        return contacts.size() >= capacity;
    }

    boolean contains(Id id) {
        return indexOf(contacts, id) >= 0;
    }

    /** Takes a contact that answered: to the end of the contacts, or into the replacement cache if there is no room. */
    Insertion answered(Contact contact) {
        if (remove(contacts, contact.id())) {
            contacts.add(contact);
            return new Insertion.Refreshed();
        }
        remove(replacements, contact.id());
        if (!isFull()) {
            contacts.add(contact);
            return new Insertion.Added();
        }
        replacements.add(contact);
        if (replacements.size() > replacementCapacity) {
            replacements.removeFirst();
        }
        return new Insertion.Full(contacts.getFirst());
    }

    /**
     * Drops a contact that did not answer. Returns the replacement that takes its place, the most recently seen one.
     */
    Optional<Contact> failed(Id id) {
        remove(replacements, id);
        if (!remove(contacts, id) || replacements.isEmpty()) {
            return Optional.empty();
        }
        Contact promoted = replacements.removeLast();
        contacts.add(promoted);
        return Optional.of(promoted);
    }

    /** Moves the contacts that share more than {@code prefixBits} bits with {@code self} into a deeper bucket. */
    Bucket split(Id self, int prefixBits, KademliaSettings settings) {
        Bucket deeper = new Bucket(settings, refreshed);
        for (Contact contact : List.copyOf(contacts)) {
            if (self.commonPrefixBits(contact.id()) > prefixBits) {
                contacts.remove(contact);
                deeper.contacts.add(contact);
            }
        }
        return deeper;
    }

    private static boolean remove(List<Contact> list, Id id) {
        int index = indexOf(list, id);
        if (index < 0) {
            return false;
        }
        list.remove(index);
        return true;
    }

    private static int indexOf(List<Contact> list, Id id) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}

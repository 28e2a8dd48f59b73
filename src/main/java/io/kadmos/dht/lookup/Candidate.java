package io.kadmos.dht.lookup;

import io.kadmos.dht.id.Contact;

/** A contact on the shortlist of one lookup, and how far the lookup is with it. */
final class Candidate {

    /** A contact that is silent at one address is tried at one other, in case another node knows where it moved. */
    private static final int MAX_ATTEMPTS = 2;

    private Contact contact;
    private int hop;
    private int attempts;
    private Progress progress = Progress.HEARD_OF;

    Candidate(Contact contact, int hop) {
        this.contact = contact;
        this.hop = hop;
    }

    enum Progress {
        /** Named by a node or taken from the routing table; not asked yet. */
        HEARD_OF,
        /** Asked; it takes one of the α places. */
        WAITING,
        /** Asked, but slower than usual: another contact may take its place. A late answer still counts. */
        OVERDUE,
        /** Overdue for so long that the lookup may end without it. An answer before that end still counts. */
        GIVEN_UP, ANSWERED, FAILED
    }

    Contact contact() {
        return contact;
    }

    int hop() {
        return hop;
    }

    boolean is(Progress expected) {
        return progress == expected;
    }

    /** Whether it can still become one of the closest that answered. */
    boolean isHopeful() {
        return progress != Progress.FAILED && progress != Progress.GIVEN_UP;
    }

    /** Whether it answered, or can still answer in time. */
    boolean isPromising() {
        return isHopeful() && progress != Progress.OVERDUE;
    }

    boolean isUnderWay() {
        return progress == Progress.WAITING || progress == Progress.OVERDUE || progress == Progress.GIVEN_UP;
    }

    void ask() {
        attempts++;
        progress = Progress.WAITING;
    }

    void become(Progress next) {
        progress = next;
    }

    /** Takes another address for a contact that was silent at the known one. */
    void heardElsewhere(Contact named, int atHop) {
        boolean elsewhere = !named.endpoint().equals(contact.endpoint());
        if (progress == Progress.FAILED && elsewhere && attempts < MAX_ATTEMPTS) {
            contact = named;
            hop = atHop;
            progress = Progress.HEARD_OF;
        }
    }
}

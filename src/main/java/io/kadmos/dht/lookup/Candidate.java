package io.kadmos.dht.lookup;

import io.kadmos.dht.id.Contact;

/** A contact on the shortlist of one lookup. */
final class Candidate {

    /** A node that is silent at one address is tried at one more, in case others know where it moved. */
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
        /** Named by somebody; not asked. */
        HEARD_OF,
        /** Asked; takes one of the α places. */
        WAITING,
        /** Asked, but slower than it should be: its place is free for another, its answer still welcome. */
        OVERDUE,
        /** Overdue for so long that the lookup may end without it; should it answer before, it counts. */
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

    /** Whether it may still turn out to be one of the closest. */
    boolean isHopeful() {
        return progress != Progress.FAILED && progress != Progress.GIVEN_UP;
    }

    /** Whether it answered, or will as far as anybody can tell. */
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

    /** Takes another address for a contact that was silent at the one known. */
    void heardElsewhere(Contact named, int atHop) {
        boolean elsewhere = !named.endpoint().equals(contact.endpoint());
        if (progress == Progress.FAILED && elsewhere && attempts < MAX_ATTEMPTS) {
            contact = named;
            hop = atHop;
            progress = Progress.HEARD_OF;
        }
    }
}

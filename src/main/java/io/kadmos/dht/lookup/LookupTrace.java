package io.kadmos.dht.lookup;

import java.time.Duration;
import java.util.List;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;

/**
 * Is told of every question of a lookup when it ended: for people who want to see it hop by hop. A question that the
 * lookup gave up ends after the lookup.
 */
@FunctionalInterface
public interface LookupTrace {

    /** Nobody is watching. */
    LookupTrace NONE = _ -> {};

    /** A question ended. */
    void ended(Asked asked);

    /**
     * One question of a lookup.
     *
     * @param started counts from the beginning of the lookup
     */
    record Asked(int hop, Contact contact, Duration started, Duration elapsed, Outcome outcome, List<Id> returned) {

        /** Copies the ids. */
        public Asked {
            returned = List.copyOf(returned);
        }
    }

    /** What came of a question. */
    enum Outcome {
        ANSWERED, TIMED_OUT, REFUSED
    }
}

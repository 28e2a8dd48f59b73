package io.kadmos.dht.lookup;

import java.time.Duration;
import java.util.List;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;

/**
 * Is told of every question of a lookup when the question ends, so that an operator can see the lookup hop by hop. A
 * question that the lookup gave up may end after the lookup. Event loop only.
 */
@FunctionalInterface
public interface LookupTrace {

    /** Records nothing. */
    LookupTrace NONE = _ -> {};

    /** A question ended. */
    void ended(Asked asked);

    /**
     * One question of a lookup.
     *
     * @param started the time from the beginning of the lookup to the question
     * @param elapsed the time from the question to its end
     * @param returned the contacts that the answer named
     */
    record Asked(int hop, Contact contact, Duration started, Duration elapsed, Outcome outcome, List<Id> returned) {

        /** Copies the ids. */
        public Asked {
            returned = List.copyOf(returned);
        }
    }

    /** The outcome of a question. */
    enum Outcome {
        ANSWERED, TIMED_OUT, REFUSED
    }
}

package io.kadmos.dht.node;

import java.time.Duration;
import java.util.List;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;

/**
 * A lookup as it went, hop by hop, for people.
 *
 * @param hops the longest chain of questions that led to an answer
 * @param requests how many nodes were asked
 * @param steps in the order in which they ended; a question that the lookup gave up is not among them
 * @param closest the nodes that answered and are closest to the target, nearest first, without the asking one
 */
public record LookupReport(Id target, int hops, int requests, End end, List<Step> steps, List<Named> closest) {

    /** Copies both lists. */
    public LookupReport {
        steps = List.copyOf(steps);
        closest = List.copyOf(closest);
    }

    /** Why a lookup ended. */
    public enum End {
        /** The closest nodes seen have answered. */
        CONVERGED,
        /** Everybody heard of was asked, and these are all. */
        EXHAUSTED,
        /** It asked as many as a lookup may. */
        TOO_MANY_REQUESTS,
        /** It was never begun: too many lookups are under way. */
        OVERLOAD
    }

    /**
     * One question.
     *
     * @param started since the beginning of the lookup
     * @param answered whether there was a useful answer
     * @param returned whom the answer named
     */
    public record Step(int hop, Named asked, Duration started, Duration elapsed, boolean answered,
            List<Id> returned) {

        /** Copies the ids. */
        public Step {
            returned = List.copyOf(returned);
        }
    }

    /**
     * A node.
     *
     * @param name empty while it has not introduced itself
     */
    public record Named(String name, Contact contact) {}
}

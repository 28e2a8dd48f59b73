package io.kadmos.dht.node;

import java.time.Duration;
import java.util.List;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;

/**
 * A lookup, question by question, told to an operator (protocol.md W13). Immutable, safe on any thread.
 *
 * @param hops the longest chain of questions that led to an answer
 * @param requests how many nodes the lookup asked
 * @param steps in the order in which the questions ended; a question that the lookup gave up is not among them
 * @param closest the nodes that answered and are closest to the target, nearest first, without this node
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
        /** The lookup asked every node that it heard of, and fewer than k answered. */
        EXHAUSTED,
        /** The lookup asked as many nodes as its bound allows. */
        TOO_MANY_REQUESTS,
        /** The lookup did not begin, because too many lookups are under way. */
        OVERLOAD
    }

    /**
     * One question to one node.
     *
     * @param started since the beginning of the lookup
     * @param answered whether the node gave a useful answer
     * @param returned the nodes that the answer named
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
     * @param name empty if this node does not know it
     */
    public record Named(String name, Contact contact) {}
}

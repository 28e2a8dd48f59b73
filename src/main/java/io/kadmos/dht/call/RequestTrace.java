package io.kadmos.dht.call;

import io.kadmos.dht.event.NodeEvent.CallEnd;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.record.TraceContext;

/**
 * Follows one request of a client: hears of every question to a node that the request takes, and says what each of them
 * is part of. Told on the event loop; must be quick and must not throw. Changes nothing of what the core does.
 */
public interface RequestTrace {

    /** What the request is part of. Callable from any thread. */
    TraceContext context();

    /**
     * A question is about to be asked.
     *
     * @param type the type of the question, one of a few fixed words
     */
    Question asking(Contact to, String type);

    /** One question of a request. */
    interface Question {

        /** What goes along with it, so that whoever is asked knows what its answer is part of. */
        TraceContext context();

        /** Told once, when it has come to its end. */
        void ended(CallEnd end);
    }

    /** Follows nothing: every node that is asked hears what the client said. */
    record Passing(TraceContext context) implements RequestTrace, Question {

        @Override
        public Question asking(Contact to, String type) {
            return this;
        }

        @Override
        public void ended(CallEnd end) {
            // Nobody wants to know.
        }
    }
}

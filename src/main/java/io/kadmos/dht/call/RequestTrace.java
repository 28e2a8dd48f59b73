package io.kadmos.dht.call;

import io.kadmos.dht.event.NodeEvent.CallEnd;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.record.TraceContext;

/**
 * Follows one request of a client. It is told of every request to a node that the client's request causes, and supplies
 * the trace context of each. It is told on the event loop, must be quick and must not throw. The core behaves the same
 * with and without it.
 */
public interface RequestTrace {

    /** The trace context of the client's request. Callable from any thread. */
    TraceContext context();

    /**
     * A request to a node is about to be sent.
     *
     * @param type the type of the request, one of a few fixed words
     */
    Question asking(Contact to, String type);

    /** One request to a node. */
    interface Question {

        /** The trace context that the request carries to the node. */
        TraceContext context();

        /** The request has ended; told once. */
        void ended(CallEnd end);
    }

    /** Records nothing: it only passes the client's trace context on to every node that is asked. */
    record Passing(TraceContext context) implements RequestTrace, Question {

        @Override
        public Question asking(Contact to, String type) {
            return this;
        }

        @Override
        public void ended(CallEnd end) {
            // Records nothing.
        }
    }
}

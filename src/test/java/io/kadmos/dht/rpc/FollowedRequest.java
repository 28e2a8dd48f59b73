package io.kadmos.dht.rpc;

import java.util.ArrayList;
import java.util.List;

import io.kadmos.dht.call.RequestTrace;
import io.kadmos.dht.event.NodeEvent.CallEnd;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.record.TraceContext;

/** The trace of a client's request that numbers its questions and keeps what it is told about them. */
final class FollowedRequest implements RequestTrace {

    private final List<String> told = new ArrayList<>();
    private int questions;

    List<String> told() {
        return told;
    }

    /** The trace context of the n-th question. */
    static TraceContext contextOf(int number) {
        return new TraceContext(1, 2, number, (byte) 1);
    }

    @Override
    public TraceContext context() {
        return contextOf(Integer.MAX_VALUE);
    }

    @Override
    public Question asking(Contact to, String type) {
        int number = ++questions;
        told.add(type + " " + number + " to " + to);
        return new Question() {

            @Override
            public TraceContext context() {
                return contextOf(number);
            }

            @Override
            public void ended(CallEnd end) {
                told.add(number + " " + end);
            }
        };
    }
}

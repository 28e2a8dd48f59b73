package io.kadmos.dht.register.gateway;

import java.util.function.Consumer;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.event.NodeEvent.RoundEnd;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;

/** Tells the end of every round as an event, and ignores the replies of members. Event loop only. */
record RoundCount(Consumer<NodeEvent> events) implements RoundTrace {

    @Override
    public Watch begin(Phase phase) {
        return new Counted(phase, events);
    }

    private record Counted(Phase phase, Consumer<NodeEvent> events) implements Watch {

        @Override
        public void replied(Member member, CallResult result) {
            // Each call has an event of its own.
        }

        @Override
        public void ended(RoundEnd end) {
            events.accept(new NodeEvent.RoundEnded(phase, end));
        }
    }
}

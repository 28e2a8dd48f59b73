package io.kadmos.dht.register.gateway;

import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.event.NodeEvent.RoundEnd;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;

/** Follows the rounds of operations: counts them, or records the replies of members. Called on the event loop. */
@FunctionalInterface
interface RoundTrace {

    /** A round begins a phase. */
    Watch begin(Phase phase);

    /** Follows one phase of a round. */
    interface Watch {

        /** The question to a member ended, with or without an answer, while the phase waited for it. */
        void replied(Member member, CallResult result);

        /** The phase has ended; called once. */
        void ended(RoundEnd end);
    }
}

package io.kadmos.dht.register.gateway;

import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.event.NodeEvent.RoundEnd;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;

/** Follows the rounds of operations: counts them, or writes down who answered what. Called on the loop. */
@FunctionalInterface
interface RoundTrace {

    /** A round begins. */
    Watch begin(Phase phase);

    /** Follows one round. */
    interface Watch {

        /** A member answered, or failed to, while the round still waited for it. */
        void replied(Member member, CallResult result);

        /** The round is over; told once. */
        void ended(RoundEnd end);
    }
}

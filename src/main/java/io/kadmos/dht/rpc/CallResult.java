package io.kadmos.dht.rpc;

import java.time.Duration;

import io.kadmos.dht.message.Response;

/** How a call ended; every call ends exactly once. */
public sealed interface CallResult {

    /** The other node answered. The round trip includes the time that the other node worked. */
    record Answered(Response response, Duration roundTrip) implements CallResult {}

    /** No answer came before the deadline. The request may have been carried out. */
    record TimedOut() implements CallResult {}

    /**
     * The other node was too busy or did not know the question, or too many calls are open here. It is no proof that
     * nothing was or will be done: another copy of the request may be carried out.
     */
    record Refused(String reason) implements CallResult {}
}

package io.kadmos.dht.rpc;

import java.time.Duration;

import io.kadmos.dht.message.Response;

/** How a call ended. Every call ends exactly once (protocol.md W8). */
public sealed interface CallResult {

    /** The other node answered. The round trip includes the time that the other node worked on the request. */
    record Answered(Response response, Duration roundTrip) implements CallResult {}

    /** No answer came before the deadline. The other node may have carried out the request. */
    record TimedOut() implements CallResult {}

    /**
     * The other node was too busy or did not know the request, or too many calls to it are open, or this node knows no
     * address of it. This does not prove that the request has no effect: the other node may carry out another copy of
     * it (protocol.md §3).
     */
    record Refused(String reason) implements CallResult {}
}

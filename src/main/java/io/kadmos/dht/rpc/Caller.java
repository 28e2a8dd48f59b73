package io.kadmos.dht.rpc;

import java.time.Duration;
import java.util.function.Consumer;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.message.Request;

/** Asks one node one question: {@code RpcClient::call}, or a simulated network. */
@FunctionalInterface
public interface Caller {

    /**
     * Calls {@code done} exactly once, also at close, and never before this returns. An id of zero is not known yet.
     */
    void call(Contact to, Request request, Duration timeout, Consumer<CallResult> done);
}

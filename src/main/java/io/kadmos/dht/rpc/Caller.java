package io.kadmos.dht.rpc;

import java.util.function.Consumer;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.message.Request;

/** Asks one node one question: {@link Rpc}, or a simulated network. */
@FunctionalInterface
public interface Caller {

    /**
     * Asks a node; an unidentified one is any node at that endpoint. Calls {@code done} exactly once,
     * within the timeout of the call, also at close, and never before this method returns (protocol.md W8).
     */
    void call(Contact to, Request request, Call call, Consumer<CallResult> done);
}

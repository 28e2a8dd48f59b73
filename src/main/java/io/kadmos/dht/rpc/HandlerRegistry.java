package io.kadmos.dht.rpc;

import io.kadmos.dht.message.Request;

/** Where a package says which requests it answers: {@link Rpc}, or a simulated network. */
@FunctionalInterface
public interface HandlerRegistry {

    /** Sets the one handler for the requests of a type. */
    <R extends Request> void on(Class<R> type, RequestHandler<? super R> handler);
}

package io.kadmos.dht.rpc;

import io.kadmos.dht.message.Request;

/** Where a package registers the requests that it answers: {@link Rpc}, or a simulated network. */
@FunctionalInterface
public interface HandlerRegistry {

    /** Sets the handler for the requests of a type. A type has one handler. */
    <R extends Request> void on(Class<R> type, RequestHandler<? super R> handler);
}

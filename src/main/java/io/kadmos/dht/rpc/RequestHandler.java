package io.kadmos.dht.rpc;

import java.util.function.Consumer;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;

/** Answers the requests of one type, on the event loop. */
@FunctionalInterface
public interface RequestHandler<R extends Request> {

    /**
     * Calls {@code answer} exactly once, before or after this method returns. The caller is authentic (protocol.md W1);
     * its endpoint is the one from which the request came.
     */
    void handle(R request, Contact caller, Consumer<Response> answer);
}

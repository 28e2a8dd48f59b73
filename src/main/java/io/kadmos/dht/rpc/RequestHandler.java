package io.kadmos.dht.rpc;

import java.util.function.Consumer;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;

/** Answers the requests of one type, on the event loop. */
@FunctionalInterface
public interface RequestHandler<R extends Request> {

    /** Answers exactly once, at once or later. The caller is authentic; its endpoint is the one it wrote from. */
    void handle(R request, Contact caller, Consumer<Response> answer);
}

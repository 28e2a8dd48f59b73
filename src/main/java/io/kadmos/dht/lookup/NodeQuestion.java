package io.kadmos.dht.lookup;

import java.util.Optional;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;

/** Asks for the k closest nodes and nothing else (the node lookup of Kademlia §2.3). */
record NodeQuestion(Id target) implements Question<Id> {

    @Override
    public Request request() {
        return new Request.FindNode(target);
    }

    @Override
    public Optional<Reply<Id>> read(Response response) {
        return response instanceof Response.Nodes(var closest)
                ? Optional.of(new Reply<>(closest, null))
                : Optional.empty();
    }

    @Override
    public Id better(Id one, Id other) {
        return one;
    }
}

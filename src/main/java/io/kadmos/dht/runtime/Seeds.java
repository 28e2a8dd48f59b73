package io.kadmos.dht.runtime;

import java.util.List;
import java.util.function.Consumer;

import io.kadmos.dht.id.Endpoint;

/** The addresses at which a joining node looks for other nodes of the cluster. */
@FunctionalInterface
public interface Seeds {

    /**
     * Resolves every configured name to all addresses that it has at this moment. The answer comes on the event loop.
     */
    void resolve(Consumer<List<Endpoint>> found);
}

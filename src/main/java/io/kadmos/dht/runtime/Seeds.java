package io.kadmos.dht.runtime;

import java.util.List;
import java.util.function.Consumer;

import io.kadmos.dht.id.Endpoint;

/** The addresses at which other nodes of the cluster may be found. */
@FunctionalInterface
public interface Seeds {

    /** Resolves every configured name to all its addresses of this moment; the answer comes on the loop. */
    void resolve(Consumer<List<Endpoint>> found);
}

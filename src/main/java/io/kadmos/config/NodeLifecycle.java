package io.kadmos.config;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.node.Node;
import io.kadmos.dht.storage.StorageException;

/** Starts the node before the gateway takes requests, and closes it after the gateway has answered the last one. */
final class NodeLifecycle implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLifecycle.class);

    private final Node node;
    private final String description;

    NodeLifecycle(Node node, String description) {
        this.node = node;
        this.description = description;
    }

    /** Starts the node and waits until it runs. @throws StorageException if its disk cannot be trusted */
    void start() {
        await(node.start());
        LOG.info("{} started", description);
    }

    @Override
    public void close() {
        await(node.close());
        LOG.info("{} stopped", description);
    }

    private static void await(CompletableFuture<Void> step) {
        try {
            step.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StorageException refused) {
                throw refused;
            }
            throw e;
        }
    }
}

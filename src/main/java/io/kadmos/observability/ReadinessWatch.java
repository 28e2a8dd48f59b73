package io.kadmos.observability;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import io.kadmos.dht.node.Node;
import io.kadmos.dht.node.Readiness;

/**
 * Logs every change of readiness once, with its reason, so that an operator who reads the log later sees when the node
 * was ready, and why not. It asks every second, on its own thread, so it misses a change that ends sooner.
 */
@Component
final class ReadinessWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReadinessWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Node node;
    private @Nullable Thread thread;

    ReadinessWatch(Node node) {
        this.node = node;
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofVirtual().name("readiness-watch").start(this::watch);
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void watch() {
        Readiness.@Nullable Reason told = null;
        try {
            while (isRunning()) {
                Readiness now = ask();
                if (now != null && now.reason() != told) {
                    told = now.reason();
                    LOG.info("readiness={} {}", now.reason().code(), now.message());
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The readiness of the node; null while the node does not run, or is too busy to answer. */
    private @Nullable Readiness ask() throws InterruptedException {
        try {
            return node.readiness().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }
}

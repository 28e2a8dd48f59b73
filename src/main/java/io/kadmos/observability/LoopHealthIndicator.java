package io.kadmos.observability;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import io.kadmos.dht.node.Node;

/**
 * Whether the event loop runs: the only content of liveness, because a stuck loop is the only failure that a restart of
 * the process cures. A probe asks the loop a question if none is open; the loop is stuck when a question stays open for
 * 20 seconds. Callable from any thread.
 */
@Component
final class LoopHealthIndicator implements HealthIndicator {

    /**
     * Longer than a pause for garbage collection or of a throttled container; short enough for an operator who waits.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Node node;
    private CompletableFuture<?> question = CompletableFuture.completedFuture(null);
    private long askedNanos;

    LoopHealthIndicator(Node node) {
        this.node = node;
    }

    @Override
    public synchronized Health health() {
        long now = System.nanoTime();
        if (question.isDone()) {
            question = node.readiness();
            askedNanos = now;
        }
        Duration open = Duration.ofNanos(now - askedNanos);
        return open.compareTo(PATIENCE) < 0
                ? Health.up().build()
                : Health.down().withDetail("message", "the event loop is stuck since " + open.toSeconds() + " s")
                        .build();
    }
}

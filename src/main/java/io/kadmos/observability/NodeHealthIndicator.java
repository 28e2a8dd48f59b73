package io.kadmos.observability;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import io.kadmos.dht.node.Node;
import io.kadmos.dht.node.Readiness;

/**
 * Whether clients should send requests to this node, and the reason if not. Part of readiness only. Waits at most one
 * second for the node. Callable from any thread.
 */
@Component
final class NodeHealthIndicator implements HealthIndicator {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Node node;

    NodeHealthIndicator(Node node) {
        this.node = node;
    }

    @Override
    public Health health() {
        try {
            Readiness readiness = node.readiness().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            Health.Builder health = readiness.isReady() ? Health.up() : Health.outOfService();
            return health.withDetail("reason", readiness.reason().code())
                    .withDetail("message", readiness.message()).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown("the question was interrupted");
        } catch (ExecutionException | TimeoutException e) {
            return unknown("the node does not answer: it is starting, stopping or overloaded");
        }
    }

    private static Health unknown(String message) {
        return Health.outOfService().withDetail("reason", "joining").withDetail("message", message).build();
    }
}

package io.kadmos.config;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import io.kadmos.dht.node.Node;
import io.kadmos.dht.record.DrainStatus;
import io.kadmos.dht.record.DrainStatus.State;
import io.kadmos.kubernetes.Fate;

/**
 * Drains a node whose pod goes for good before the process ends. A node whose pod comes back stops at once and moves
 * nothing. This bean is the first to stop, so the gateway and the node go on serving meanwhile. In doubt the node hands
 * nothing over, because the volume of a pod outlives the pod. Blocks the thread that stops the process, for at most the
 * timeout and a few seconds.
 */
final class PodDrain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PodDrain.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private final Node node;
    private final Supplier<Fate> fate;
    private final Duration timeout;
    private volatile boolean isRunning;

    /**
     * A drain that begins only if the pod goes for good.
     *
     * @param fate finds out what becomes of the pod; it may block for some seconds
     * @param timeout the most time for finding that out and for the drain together
     */
    PodDrain(Node node, Supplier<Fate> fate, Duration timeout) {
        this.node = node;
        this.fate = fate;
        this.timeout = timeout;
    }

    @Override
    public void start() {
        isRunning = true;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** The last to start, and the first to stop: it stops before everything that serves. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Returns when the node may stop. */
    @Override
    public void stop() {
        isRunning = false;
        long deadline = System.nanoTime() + timeout.toNanos();
        switch (fate.get()) {
            case Fate.Kept(var reason) -> LOG.info("this pod stops and its slots stay: {}", reason);
            case Fate.Unknown(var reason) ->
                LOG.warn("this pod stops and its slots stay, because it is not known whether it goes for good: {}",
                        reason);
            case Fate.Gone(var reason) -> {
                LOG.info("this pod goes for good, so its slots are handed over first: {}", reason);
                leave(deadline);
            }
        }
    }

    /**
     * Waits until the node is drained or the time is over. A failed drain does not end the wait: the node resumes it as
     * soon as it can.
     */
    private void leave(long deadline) {
        try {
            DrainStatus status = node.drain().get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            while (status.state() != State.DRAINED && System.nanoTime() < deadline) {
                Thread.sleep(POLL);
                status = node.drainStatus().get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            }
            tell(status);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("this node does not answer, so its slots stay: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("the drain was interrupted: what is not handed over stays on the volume of this pod");
        }
    }

    private void tell(DrainStatus status) {
        if (status.state() == State.DRAINED) {
            LOG.info("{}", status.detail());
        } else {
            LOG.warn("the drain is not complete within {} s, the rest stays on the volume of this pod: {}",
                    timeout.toSeconds(), status.detail());
        }
    }
}

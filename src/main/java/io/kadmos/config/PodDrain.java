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
 * Has a node whose pod goes for good hand over its slots before it stops; one that comes back stops at once, and moves
 * nothing. The first to stop when the process is asked to: the gateway and the node go on serving meanwhile. In doubt
 * nothing is handed over, because the volume of a pod outlives it.
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
     * The departure of a node that nobody has asked to stop.
     *
     * @param fate finds out what becomes of the pod; it may block for some seconds
     * @param timeout for all of it
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

    /** Behind everything that serves when the process starts, and before it when the process ends. */
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

    /** A drain that has failed goes on as soon as it can, so the time is used to its end. */
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
            LOG.warn("handing over was interrupted: what is not handed over stays on the volume of this pod");
        }
    }

    private void tell(DrainStatus status) {
        if (status.state() == State.DRAINED) {
            LOG.info("{}", status.detail());
        } else {
            LOG.warn("not everything is handed over within {} s, the rest stays on the volume of this pod: {}",
                    timeout.toSeconds(), status.detail());
        }
    }
}

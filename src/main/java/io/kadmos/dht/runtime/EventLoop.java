package io.kadmos.dht.runtime;

import java.time.Duration;
import java.time.Instant;

/**
 * The one thread of a node, and its two clocks. Tasks run one at a time. The tasks that one thread hands over run in
 * that order. A task that throws ends its own operation only.
 */
public interface EventLoop {

    /** Runs a task soon. Callable from any thread. */
    void execute(Runnable task);

    /** Runs a task after a delay, unless the timer is cancelled before. Called on the event loop. */
    Timer schedule(Duration delay, Runnable task);

    /** The time of day, for versions and expiry. It may step in either direction. */
    Instant wallTime();

    /** The time since a moment before the node started, for timeouts. It never falls. */
    Duration uptime();

    /** A task that has not run yet. */
    @FunctionalInterface
    interface Timer {

        /** Drops the task. Has no effect after the task ran. */
        void cancel();
    }
}

package io.kadmos.dht.runtime;

import java.time.Duration;
import java.time.Instant;

/**
 * The one thread of a node and its two clocks. Tasks run one at a time, in the order they were handed over by one
 * thread; a task that throws ends its own operation only.
 */
public interface EventLoop {

    /** Runs a task soon; callable from any thread. */
    void execute(Runnable task);

    /** Runs a task after a delay; called on the loop. The handle cancels it. */
    Timer schedule(Duration delay, Runnable task);

    /** The time of day: for versions and expiry. It may step in either direction. */
    Instant wallTime();

    /** Time since some moment before the node started: for timeouts. It never falls. */
    Duration uptime();

    /** A task that has not run yet. */
    @FunctionalInterface
    interface Timer {

        /** Forgets the task; without effect once it ran. */
        void cancel();
    }
}

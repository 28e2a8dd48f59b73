package io.kadmos.dht.register.gateway;

import java.time.Duration;

import io.kadmos.dht.runtime.EventLoop;

/** The moment at which an operation must have an outcome, on the clock that never steps. */
record Deadline(EventLoop loop, Duration at) {

    static Deadline in(Duration timeout, EventLoop loop) {
        return new Deadline(loop, loop.uptime().plus(timeout));
    }

    /** What is left; zero once it has passed. */
    Duration remaining() {
        Duration left = at.minus(loop.uptime());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Runs a task when it has passed; the handle cancels it. */
    EventLoop.Timer whenPassed(Runnable task) {
        return loop.schedule(remaining(), task);
    }

    boolean hasPassed() {
        return remaining().isZero();
    }
}

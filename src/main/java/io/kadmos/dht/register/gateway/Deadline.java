package io.kadmos.dht.register.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.call.RequestTrace;
import io.kadmos.dht.runtime.EventLoop;

/**
 * A call under way: the moment at which the operation must have an outcome, on the clock that never steps, and the trace
 * that follows its questions.
 */
record Deadline(EventLoop loop, Duration at, @Nullable RequestTrace trace) {

    /** The deadline of a call that begins now. */
    static Deadline of(Call call, EventLoop loop) {
        return new Deadline(loop, loop.uptime().plus(call.timeout()), call.trace());
    }

    /** What is left; zero once it has passed. */
    Duration remaining() {
        Duration left = at.minus(loop.uptime());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** A question of the operation, which may take all of the time that is left. */
    Call call() {
        return new Call(remaining(), trace);
    }

    /** A question of the operation that is to take less time than is left. */
    Call call(Duration share) {
        return new Call(share, trace);
    }

    /** Runs a task when it has passed; the handle cancels it. */
    EventLoop.Timer whenPassed(Runnable task) {
        return loop.schedule(remaining(), task);
    }

    boolean hasPassed() {
        return remaining().isZero();
    }
}

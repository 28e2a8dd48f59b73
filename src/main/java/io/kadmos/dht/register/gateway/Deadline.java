package io.kadmos.dht.register.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.call.RequestTrace;
import io.kadmos.dht.runtime.EventLoop;

/**
 * The deadline of an operation that is under way, on the clock of uptime, which never steps, and the trace that its
 * questions carry. Event loop only.
 */
record Deadline(EventLoop loop, Duration at, @Nullable RequestTrace trace) {

    /** The deadline of a call that the gateway takes now. */
    static Deadline of(Call call, EventLoop loop) {
        return new Deadline(loop, loop.uptime().plus(call.timeout()), call.trace());
    }

    /** The time that is left; zero after the deadline. */
    Duration remaining() {
        Duration left = at.minus(loop.uptime());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The call for a question that may take all of the time that is left. */
    Call call() {
        return new Call(remaining(), trace);
    }

    /** The call for a question that may take a share of the time that is left. */
    Call call(Duration share) {
        return new Call(share, trace);
    }

    /** Runs a task at the deadline; the timer cancels it. */
    EventLoop.Timer whenPassed(Runnable task) {
        return loop.schedule(remaining(), task);
    }

    boolean hasPassed() {
        return remaining().isZero();
    }
}

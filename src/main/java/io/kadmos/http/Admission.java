package io.kadmos.http;

import java.util.concurrent.atomic.AtomicInteger;

import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Bounds how many requests are worked on at once: virtual threads are no limit. Whoever comes beyond it is told at
 * once to come again, which is cheaper for both sides than to wait.
 */
public final class Admission {

    private final int max;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Lets in up to {@code max} requests at once. */
    public Admission(int max) {
        this.max = max;
    }

    /** Lets a request in; it must leave. @throws Problem if there are too many */
    public void enter() {
        if (inFlight.incrementAndGet() > max) {
            inFlight.decrementAndGet();
            throw new Problem(Kind.NOT_APPLIED, "the node works on " + max + " requests already")
                    .withHeader("Retry-After", "1").with("retryable", true);
        }
    }

    /** The end of a request that was let in. */
    public void leave() {
        inFlight.decrementAndGet();
    }

    /** How many requests are worked on now. */
    public int inFlight() {
        return inFlight.get();
    }
}

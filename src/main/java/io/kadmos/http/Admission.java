package io.kadmos.http;

import java.util.concurrent.atomic.AtomicInteger;

import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Admission control: bounds the requests that the gateway works on at once, because virtual threads are no limit. A
 * request above the bound gets 503 with {@code Retry-After: 1} at once, which costs both sides less than waiting.
 * Callable from any thread.
 */
public final class Admission {

    private final int max;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Admits up to {@code max} requests at once. */
    public Admission(int max) {
        this.max = max;
    }

    /** Admits a request, which must call {@link #leave} at its end. @throws Problem if the bound is reached */
    public void enter() {
        if (inFlight.incrementAndGet() > max) {
            inFlight.decrementAndGet();
            throw new Problem(Kind.NOT_APPLIED, "this node works on " + max + " requests already")
                    .withHeader("Retry-After", "1").with("retryable", true);
        }
    }

    /** Ends a request that was admitted. */
    public void leave() {
        inFlight.decrementAndGet();
    }

    /** The number of admitted requests now. */
    public int inFlight() {
        return inFlight.get();
    }
}

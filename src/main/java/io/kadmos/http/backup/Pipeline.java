package io.kadmos.http.backup;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Runs tasks on virtual threads, at most {@value #MAX_IN_FLIGHT} at a time, and passes their results to a sink on the
 * thread of the caller, in the order of the tasks. At the bound {@link #add} waits for the oldest task, so memory holds
 * only what is in flight. For one calling thread.
 */
final class Pipeline<T> implements AutoCloseable {

    /** Enough to hide round trips and disk syncs; the values of so many keys are in memory at once. */
    static final int MAX_IN_FLIGHT = 16;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Future<T>> inFlight = new ArrayDeque<>();
    private final Sink<T> sink;

    Pipeline(Sink<T> sink) {
        this.sink = sink;
    }

    /** Takes the results. */
    @FunctionalInterface
    interface Sink<T> {

        /** Takes the next result. */
        void take(T result) throws IOException;
    }

    /** Starts a task. @throws Problem of an earlier task */
    void add(Callable<T> task) throws IOException {
        if (inFlight.size() == MAX_IN_FLIGHT) {
            takeOldest();
        }
        inFlight.add(threads.submit(task));
    }

    /** Waits for all tasks. @throws Problem of one of them */
    void finish() throws IOException {
        while (!inFlight.isEmpty()) {
            takeOldest();
        }
    }

    /** Interrupts the tasks that are under way, and waits for their end. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    /** The problem of a thread that was interrupted; its interrupt flag stays set. */
    static Problem interrupted() {
        Thread.currentThread().interrupt();
        return new Problem(Kind.NOT_APPLIED, "this node is shutting down");
    }

    private void takeOldest() throws IOException {
        try {
            sink.take(inFlight.remove().get());
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw new IllegalStateException("a task failed", e.getCause());
        }
    }
}

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
 * Does tasks on virtual threads, a few at a time, and hands over their results on the thread of the caller, in the
 * order of the tasks. Whoever adds a task waits for the oldest one if there are too many, so that as much is in memory
 * as is in flight, and no more.
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

    /** Where results go. */
    @FunctionalInterface
    interface Sink<T> {

        /** Takes the next one. */
        void take(T result) throws IOException;
    }

    /** Begins a task. @throws Problem of an earlier one */
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

    /** Gives up what is still under way. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    /** What becomes of the work of a thread that is to end. */
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

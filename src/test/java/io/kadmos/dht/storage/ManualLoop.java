package io.kadmos.dht.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

import io.kadmos.dht.runtime.EventLoop;

/** A loop that runs its tasks when the test says so, at a moment that never changes. */
public final class ManualLoop implements EventLoop {

    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Queue<Runnable> later = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        later.add(task);
        return () -> later.remove(task);
    }

    @Override
    public Instant wallTime() {
        return NOW;
    }

    @Override
    public Duration uptime() {
        return Duration.ZERO;
    }

    /** Runs all tasks, those included that wait for a delay to pass. */
    void pass() {
        tasks.addAll(later);
        later.clear();
        run();
    }

    /** Runs all tasks that were handed over, and those that they hand over. */
    public void run() {
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
            next.run();
        }
    }
}

package io.kadmos.dht.slot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

import io.kadmos.dht.runtime.EventLoop;

/** A loop that runs its tasks when the test says so, at a moment that never changes. */
final class SilentLoop implements EventLoop {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        throw new UnsupportedOperationException("nothing here waits for time");
    }

    @Override
    public Instant wallTime() {
        return NOW;
    }

    @Override
    public Duration uptime() {
        return Duration.ZERO;
    }

    void run() {
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
            next.run();
        }
    }
}

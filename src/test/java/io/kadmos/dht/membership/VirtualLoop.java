package io.kadmos.dht.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

import io.kadmos.dht.runtime.EventLoop;

/** One loop for all nodes of a test, in virtual time. Tasks run in the order of their times, then of their arrival. */
final class VirtualLoop implements EventLoop {

    private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");
    private static final int MAX_TASKS = 5_000_000;

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparing((Task task) -> task.due).thenComparingLong(task -> task.sequence));
    private Duration now = Duration.ZERO;
    private long sequence;

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Task scheduled = new Task(now.plus(delay), sequence++, task);
        tasks.add(scheduled);
        return () -> tasks.remove(scheduled);
    }

    @Override
    public Instant wallTime() {
        return BEGINNING.plus(now);
    }

    @Override
    public Duration uptime() {
        return now;
    }

    void runFor(Duration span) {
        Duration end = now.plus(span);
        for (int i = 0; i < MAX_TASKS; i++) {
            Task next = tasks.peek();
            if (next == null || next.due.compareTo(end) > 0) {
                now = end;
                return;
            }
            tasks.remove();
            now = next.due;
            next.action.run();
        }
        throw new AssertionError("the loop does not come to rest at " + now);
    }

    /** Tasks are compared by identity, so two equal tasks are still two. */
    private static final class Task {
        private final Duration due;
        private final long sequence;
        private final Runnable action;

        private Task(Duration due, long sequence, Runnable action) {
            this.due = due;
            this.sequence = sequence;
            this.action = action;
        }
    }
}

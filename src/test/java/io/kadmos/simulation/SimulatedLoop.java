package io.kadmos.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.runtime.EventLoop;

/**
 * The one thread of one process. Tasks run in the order in which they were handed over, timers when they are due; while
 * the process is frozen everything waits, and once it is dead nothing of it ever runs.
 */
final class SimulatedLoop implements EventLoop {

    /** Waking up a thread takes about this long. */
    private static final long WAKE_UP_NANOS = 2_000;

    private final Scheduler scheduler;
    private final SimulatedClock clock;
    private final Consumer<Throwable> bugs;
    private final long bornNanos;
    private Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Runnable> overslept = new ArrayList<>();
    private boolean turnScheduled;
    private boolean dead;
    private long frozenUntilNanos;

    /** A loop; what its tasks throw is a bug and is told. */
    SimulatedLoop(Scheduler scheduler, SimulatedClock clock, Consumer<Throwable> bugs) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.bugs = bugs;
        this.bornNanos = clock.elapsedNanos();
    }

    @Override
    public void execute(Runnable task) {
        if (dead) {
            return;
        }
        tasks.add(task);
        if (!turnScheduled) {
            turnScheduled = true;
            scheduler.after(WAKE_UP_NANOS, () -> whenAwake(this::turn));
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(task);
        if (!dead) {
            alarm.event = scheduler.after(clock.worldNanos(delay), () -> whenAwake(alarm::ring));
        }
        return alarm;
    }

    @Override
    public Instant wallTime() {
        return clock.wallTime();
    }

    @Override
    public Duration uptime() {
        return Duration.ofNanos(clock.elapsedNanos() - bornNanos);
    }

    /** Stops the thread for a while, as the kernel or a garbage collector may. */
    void freeze(long nanos) {
        frozenUntilNanos = Math.max(frozenUntilNanos, scheduler.nowNanos() + nanos);
        scheduler.after(frozenUntilNanos - scheduler.nowNanos(), this::thaw);
    }

    /** Ends a freeze early. */
    void wake() {
        frozenUntilNanos = scheduler.nowNanos();
        thaw();
    }

    /** Nothing of this loop runs any more. */
    void kill() {
        dead = true;
        tasks.clear();
        overslept.clear();
    }

    boolean isDead() {
        return dead;
    }

    /** Tasks that wait for their turn. */
    int backlog() {
        return tasks.size();
    }

    private void thaw() {
        if (isFrozen() || dead) {
            return;
        }
        List<Runnable> due = List.copyOf(overslept);
        overslept.clear();
        due.forEach(this::whenAwake);
    }

    boolean isFrozen() {
        return scheduler.nowNanos() < frozenUntilNanos;
    }

    private void whenAwake(Runnable action) {
        if (dead) {
            return;
        }
        if (isFrozen()) {
            overslept.add(action);
        } else {
            action.run();
        }
    }

    private void turn() {
        Queue<Runnable> now = tasks;
        tasks = new ArrayDeque<>();
        turnScheduled = false;
        for (Runnable task = now.poll(); task != null && !dead; task = now.poll()) {
            run(task);
        }
    }

    /** Whatever a task throws is a finding, an error like a failed assertion included. */
    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable bug) {
            bugs.accept(bug);
        }
    }

    private final class Alarm implements Timer {

        private final Runnable task;
        private Scheduler.@Nullable Event event;
        private boolean cancelled;

        private Alarm(Runnable task) {
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (event != null) {
                event.cancel();
            }
        }

        private void ring() {
            if (!cancelled) {
                run(task);
            }
        }
    }
}

package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimulatedLoopTest {

    private static final long SECOND = 1_000_000_000L;

    private final Scheduler scheduler = new Scheduler(new SplittableRandom(1));
    private final SimulatedClock clock = new SimulatedClock(scheduler, 1.0005, Duration.ofSeconds(1));
    private final List<Throwable> bugs = new ArrayList<>();
    private final SimulatedLoop loop = new SimulatedLoop(scheduler, clock, bugs::add);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInTheOrderInWhichTheyWereHandedOver() {
        for (int i = 0; i < 5; i++) {
            String name = "task " + i;
            loop.execute(() -> ran.add(name));
        }
        scheduler.runUntil(SECOND);
        assertThat(ran).containsExactly("task 0", "task 1", "task 2", "task 3", "task 4");
    }

    @Test
    void aCancelledTimerNeverRings() {
        loop.schedule(Duration.ofMillis(10), () -> ran.add("kept"));
        loop.schedule(Duration.ofMillis(10), () -> ran.add("cancelled")).cancel();
        scheduler.runUntil(SECOND);
        assertThat(ran).containsExactly("kept");
    }

    @Test
    void aFrozenLoopDoesEverythingLaterAndADeadOneNothing() {
        loop.schedule(Duration.ofMillis(10), () -> ran.add("timer"));
        loop.freeze(SECOND);
        scheduler.runUntil(SECOND / 2);
        assertThat(ran).isEmpty();
        scheduler.runUntil(2 * SECOND);
        assertThat(ran).containsExactly("timer");
        loop.execute(() -> ran.add("task"));
        loop.kill();
        scheduler.runUntil(3 * SECOND);
        assertThat(ran).containsExactly("timer");
    }

    @Test
    void theTimeOfDayStepsButTheUptimeDoesNot() {
        scheduler.runUntil(SECOND);
        Duration before = loop.uptime();
        clock.step(Duration.ofHours(-1));
        assertThat(loop.uptime()).isEqualTo(before).isBetween(Duration.ofMillis(1_000), Duration.ofMillis(1_001));
        assertThat(loop.wallTime()).isBefore(SimulatedClock.BEGINNING);
        assertThat(clock.leastErrorNanos()).isLessThan(-3_000 * SECOND);
        assertThat(clock.greatestErrorNanos()).isGreaterThanOrEqualTo(SECOND);
    }

    @Test
    void whatATaskThrowsIsABug() {
        loop.execute(() -> {
            throw new IllegalStateException("broken");
        });
        loop.execute(() -> ran.add("next"));
        scheduler.runUntil(SECOND);
        assertThat(bugs).hasSize(1);
        assertThat(ran).containsExactly("next");
    }
}

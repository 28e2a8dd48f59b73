package io.kadmos.dht.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HybridClockTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    private final HybridClock clock = new HybridClock(0);

    @Test
    void followsTheWallClock() {
        assertThat(HybridClock.time(clock.tick(NOW))).isEqualTo(NOW);
        assertThat(HybridClock.time(clock.tick(NOW.plusMillis(1)))).isEqualTo(NOW.plusMillis(1));
    }

    @Test
    void neverGivesTheSameReadingTwiceNorFallsWhenTheWallClockDoes() {
        long first = clock.tick(NOW);
        long second = clock.tick(NOW);
        long third = clock.tick(NOW.minus(Duration.ofHours(1)));
        assertThat(first).isLessThan(second);
        assertThat(second).isLessThan(third);
    }

    @Test
    void goesOnAboveWhatItHasSeen() {
        long ahead = HybridClock.at(NOW.plusSeconds(5));
        clock.observe(ahead);
        assertThat(clock.tick(NOW)).isEqualTo(ahead + 1);
        clock.observe(0);
        assertThat(clock.latest()).isEqualTo(ahead + 1);
    }

    @Test
    void aFullCounterCarriesIntoTheMilliseconds() {
        clock.observe(HybridClock.at(NOW) + 0xffff);
        assertThat(HybridClock.time(clock.tick(NOW))).isEqualTo(NOW.plusMillis(1));
    }
}

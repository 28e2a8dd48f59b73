package io.kadmos.dht.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration AMPLE = Duration.ofMinutes(1);

    private final Backoff backoff = new Backoff(new SplittableRandom(1));

    @Test
    void beginsBetween5And40MillisAndEndsAtMostAt320() {
        assertThat(backoff.next(AMPLE)).isBetween(Duration.ofMillis(5), Duration.ofMillis(40));
        assertThat(pauses().limit(100)).allMatch(pause -> pause.toMillis() <= 320)
                .anyMatch(pause -> pause.toMillis() > 250);
    }

    @Test
    void rivalsThatHaveTriedForLongStillPauseDifferently() {
        pauses().limit(20).forEach(pause -> {});
        assertThat(pauses().limit(20).distinct().count()).isGreaterThan(10);
    }

    @Test
    void aPauseEndsNoLaterThanTheTimeForTheWholeOperation() {
        pauses().limit(20).forEach(pause -> {});
        assertThat(backoff.next(Duration.ofMillis(2))).isEqualTo(Duration.ofMillis(2));
        assertThat(backoff.next(Duration.ZERO)).isZero();
    }

    private Stream<Duration> pauses() {
        return Stream.generate(() -> backoff.next(AMPLE));
    }
}

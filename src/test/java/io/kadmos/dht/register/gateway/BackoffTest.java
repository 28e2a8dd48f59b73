package io.kadmos.dht.register.gateway;

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

    @Test
    void theLongerAnOperationTriesTheLongerItWaitsForAnAnswer() {
        Duration usual = Duration.ofMillis(10);
        assertThat(backoff.patience(usual, AMPLE)).isEqualTo(usual);
        assertThat(backoff.hasBegun()).isFalse();
        for (int millis = 20; millis <= 1_280; millis *= 2) {
            backoff.next(AMPLE);
            assertThat(backoff.patience(usual, AMPLE)).isEqualTo(Duration.ofMillis(millis));
        }
        assertThat(backoff.hasBegun()).isTrue();
    }

    @Test
    void aMemberThatRefusedIsAskedAgainBeforeTheTimeIsOver() {
        pauses().limit(20).forEach(pause -> {});
        assertThat(backoff.patience(Duration.ofMillis(10), Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(150));
    }

    private Stream<Duration> pauses() {
        return Stream.generate(() -> backoff.next(AMPLE));
    }
}

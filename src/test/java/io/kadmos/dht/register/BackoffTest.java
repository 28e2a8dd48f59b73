package io.kadmos.dht.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(new SplittableRandom(1));

    @Test
    void beginsBetween5And40MillisAndEndsAtMostAt320() {
        assertThat(backoff.next()).isBetween(Duration.ofMillis(5), Duration.ofMillis(40));
        assertThat(Stream.generate(backoff::next).limit(100)).allMatch(pause -> pause.toMillis() <= 320)
                .anyMatch(pause -> pause.toMillis() > 250);
    }

    @Test
    void rivalsThatHaveTriedForLongStillPauseDifferently() {
        Stream.generate(backoff::next).limit(20).forEach(pause -> {});
        assertThat(Stream.generate(backoff::next).limit(20).distinct().count()).isGreaterThan(10);
    }
}

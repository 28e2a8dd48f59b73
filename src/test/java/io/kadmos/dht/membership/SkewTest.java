package io.kadmos.dht.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;

class SkewTest {

    @Test
    void twoNodesCannotTellWhoseClockIsWrong() {
        assertThat(Skew.of(List.of(60_000L))).isEqualTo(new Skew(Duration.ZERO, Skew.Level.FINE));
    }

    @Test
    void theMedianOfThreeIsRight() {
        assertThat(Skew.of(List.of(700L, 720L))).isEqualTo(new Skew(Duration.ofMillis(-700), Skew.Level.ALARM));
        assertThat(Skew.of(List.of(-20_000L, -20_000L)))
                .isEqualTo(new Skew(Duration.ofSeconds(20), Skew.Level.UNREADY));
        assertThat(Skew.of(List.of(0L, 90_000L)).level()).isEqualTo(Skew.Level.FINE);
    }

    @Test
    void anAnswerWasWrittenHalfARoundTripAgo() {
        ClockOffsets offsets = new ClockOffsets();
        Instant received = Instant.ofEpochMilli(10_000);
        for (int node = 1; node <= 2; node++) {
            offsets.measured(new Id(node, 0, 0), 11_950, Duration.ofMillis(100), received);
        }
        assertThat(offsets.skew().offset()).isEqualTo(Duration.ofSeconds(-2));
    }

    @Test
    void aLongRoundTripSaysNothing() {
        ClockOffsets offsets = new ClockOffsets();
        for (int node = 1; node <= 2; node++) {
            offsets.measured(new Id(node, 0, 0), 99_000, Duration.ofSeconds(1), Instant.EPOCH);
        }
        assertThat(offsets.skew().level()).isEqualTo(Skew.Level.FINE);
    }
}

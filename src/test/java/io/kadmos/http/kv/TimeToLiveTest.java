package io.kadmos.http.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.http.problem.Problem;

final class TimeToLiveTest {

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "1ms,PT0.001S", "30s,PT30S", "5m,PT5M", "24h,PT24H", "7d,PT168H", "PT30S,PT30S",
            "PT0.5S,PT0.5S", "P1D,PT24H", "30,PT30S", "007,PT7S", "3650d,PT87600H", "315360000,PT87600H"})
    void readsEveryForm(String text, Duration duration) {
        assertThat(TimeToLive.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "-1", "-1s", "PT0S", "PT-1S", "1.5s", "30 s", " 30s", "30S", "1w", "s", "ms",
            "PT", "1s1m", "4000d", "99999999999999999999", "999999999999d", "PT1000000000000H", "1e3", "+5", "٣s"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> TimeToLive.parse(text)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.BAD_TTL));
    }
}

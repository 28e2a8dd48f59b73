package io.kadmos.dht.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundTripEstimatorTest {

    private final RoundTripEstimator estimator = new RoundTripEstimator();

    @Test
    void beginsWithTheStartValue() {
        assertThat(estimator.timeoutNanos()).isEqualTo(millis(250));
        assertThat(estimator.smoothedNanos()).isEqualTo(millis(250));
        assertThat(estimator.overdueNanos()).isEqualTo(millis(250));
    }

    @Test
    void followsTheFormulaOfTheRfc() {
        estimator.sample(millis(100));
        assertThat(estimator.smoothedNanos()).isEqualTo(millis(100));
        assertThat(estimator.timeoutNanos()).isEqualTo(millis(100 + 4 * 50));
        estimator.sample(millis(180));
        // deviation 50 + (80 − 50) / 4, smoothed 100 + 80 / 8
        assertThat(estimator.smoothedNanos()).isEqualTo(millis(110));
        assertThat(estimator.timeoutNanos()).isEqualTo(millis(110 + 4 * 57) + millis(2));
    }

    @Test
    void staysWithinFloorAndCap() {
        estimator.sample(millis(1));
        assertThat(estimator.timeoutNanos()).isEqualTo(RoundTripEstimator.FLOOR_NANOS);
        assertThat(estimator.overdueNanos()).isEqualTo(millis(3));
        estimator.sample(millis(60_000));
        assertThat(estimator.timeoutNanos()).isEqualTo(RoundTripEstimator.CAP_NANOS);
    }

    @Test
    void countsManyTimeoutsThatBeganTogetherOnce() {
        estimator.backOff(millis(250));
        estimator.backOff(millis(250));
        assertThat(estimator.timeoutNanos()).isEqualTo(millis(500));
        estimator.backOff(millis(1_500));
        assertThat(estimator.timeoutNanos()).isEqualTo(RoundTripEstimator.CAP_NANOS);
    }

    @Test
    void forgetsTheBackOffWithTheNextSample() {
        estimator.backOff(millis(250));
        estimator.sample(millis(10));
        assertThat(estimator.timeoutNanos()).isEqualTo(millis(30));
    }

    @Test
    void expectsWhatAnotherMeasuredUntilItMeasures() {
        estimator.sample(millis(100));
        RoundTripEstimator other = RoundTripEstimator.expecting(estimator);
        assertThat(other.smoothedNanos()).isEqualTo(millis(100));
        assertThat(other.overdueNanos()).isEqualTo(millis(300));
        assertThat(other.timeoutNanos()).isEqualTo(millis(250));
        other.sample(millis(10));
        assertThat(other.timeoutNanos()).isEqualTo(millis(30));
        assertThat(estimator.smoothedNanos()).isEqualTo(millis(100));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}

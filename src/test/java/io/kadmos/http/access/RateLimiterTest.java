package io.kadmos.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RateLimiterTest {

    private static final ClientNetwork CLIENT = new ClientNetwork(1);
    private static final ClientNetwork OTHER = new ClientNetwork(2);

    /** Close to the maximum, so that it overflows during a test. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofMillis(1500).toNanos());

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 10, 1_000, 999_999})
    void letsInASecondsWorthAtOnceAndNoMore(int requestsPerSecond) {
        RateLimiter limiter = limiter(requestsPerSecond);

        int admitted = admitted(limiter, 2 * requestsPerSecond);

        // whole nanoseconds: the highest rates come to a little more
        assertThat(admitted).isBetween(requestsPerSecond, requestsPerSecond + requestsPerSecond / 1_000);
    }

    @Test
    void keepsTheRateForAsLongAsAClientInsists() {
        RateLimiter limiter = limiter(10);
        admitted(limiter, 10);

        int admitted = 0;
        for (int millis = 0; millis < 60_000; millis += 5) {
            pass(Duration.ofMillis(5));
            admitted += admitted(limiter, 1);
        }

        assertThat(admitted).isEqualTo(600);
    }

    @Test
    void letsARefusedClientInAgainWithinASecond() {
        RateLimiter limiter = limiter(1);
        assertThat(limiter.admits(CLIENT)).isTrue();

        pass(Duration.ofSeconds(1).minusNanos(1));
        assertThat(limiter.admits(CLIENT)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(limiter.admits(CLIENT)).isTrue();
    }

    @Test
    void savesNoMoreThanASecondsWorth() {
        RateLimiter limiter = limiter(5);
        admitted(limiter, 5);

        pass(Duration.ofHours(1));

        assertThat(admitted(limiter, 20)).isEqualTo(5);
    }

    @Test
    void countsEveryClientForItself() {
        RateLimiter limiter = limiter(1);
        assertThat(limiter.admits(CLIENT)).isTrue();
        assertThat(limiter.admits(OTHER)).isTrue();
        assertThat(limiter.admits(CLIENT)).isFalse();
        assertThat(limiter.admits(OTHER)).isFalse();
    }

    @Test
    void forgetsThoseWhoWereSilentForLongest() {
        RateLimiter limiter = limiter(1);
        limiter.admits(OTHER);
        for (int stranger = 0; stranger < 10 * RateLimiter.MAX_CLIENTS; stranger++) {
            limiter.admits(new ClientNetwork(100 + stranger));
            if (stranger % 1_000 == 0) {
                limiter.admits(CLIENT);
            }
            assertThat(limiter.clients()).isLessThanOrEqualTo(2 * RateLimiter.MAX_CLIENTS);
        }

        assertThat(limiter.admits(CLIENT)).as("the busy one is remembered").isFalse();
        assertThat(limiter.admits(OTHER)).as("the silent one is forgotten").isTrue();
    }

    @Test
    void countsWhatManyThreadsAskAtOnce() {
        RateLimiter limiter = limiter(1_000);

        long admitted = IntStream.range(0, 5_000).parallel().filter(each -> limiter.admits(CLIENT)).count();

        assertThat(admitted).isEqualTo(1_000);
    }

    private RateLimiter limiter(int requestsPerSecond) {
        return new RateLimiter(requestsPerSecond, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static int admitted(RateLimiter limiter, int requests) {
        return (int) IntStream.range(0, requests).filter(each -> limiter.admits(CLIENT)).count();
    }
}

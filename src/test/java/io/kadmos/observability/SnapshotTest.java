package io.kadmos.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.node.Measurements;
import io.kadmos.dht.node.NodeStatus;
import io.kadmos.dht.node.Readiness;

final class SnapshotTest {

    private static final Measurements NUMBERS = new Measurements(Readiness.Reason.READY, Map.of(),
            new Measurements.Contacts(1, 0, 0), new NodeStatus.Slots(4096, 4096, 0, 0), 7, 0,
            new Measurements.Rows(3, 1, false), 0, Duration.ZERO);

    @Test
    void asksTheNodeOnceForManyGaugesAndAgainASecondLater() {
        AtomicInteger asked = new AtomicInteger();
        AtomicLong nanos = new AtomicLong();
        Snapshot snapshot = new Snapshot(() -> {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(NUMBERS);
        }, nanos::get);

        for (int gauge = 0; gauge < 50; gauge++) {
            assertThat(snapshot.latest()).contains(NUMBERS);
        }

        assertThat(asked).hasValue(1);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(snapshot.latest()).contains(NUMBERS);
        assertThat(asked).hasValue(2);
    }

    @Test
    void hasNoNumbersOfANodeThatDoesNotRun() {
        Snapshot snapshot = new Snapshot(() -> CompletableFuture.failedFuture(new IllegalStateException("stopped")),
                () -> 0);

        assertThat(snapshot.latest()).isEmpty();
    }
}

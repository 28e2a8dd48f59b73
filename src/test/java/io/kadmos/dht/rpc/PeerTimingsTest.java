package io.kadmos.dht.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;

class PeerTimingsTest {

    private final PeerTimings peers = new PeerTimings();

    @Test
    void forgetsTheOneAskedLeastRecently() {
        PeerTiming first = peers.of(id(0));
        for (int i = 1; i <= PeerTimings.MAX_PEERS; i++) {
            peers.of(id(i));
        }
        assertThat(peers.count()).isEqualTo(PeerTimings.MAX_PEERS);
        assertThat(peers.of(id(0))).isNotSameAs(first);
    }

    @Test
    void keepsAPeerWithOpenCalls() {
        PeerTiming first = peers.of(id(0));
        first.callBegan();
        for (int i = 1; i <= PeerTimings.MAX_PEERS; i++) {
            peers.of(id(i));
        }
        assertThat(peers.of(id(0))).isSameAs(first);
    }

    @Test
    void expectsOfAPeerNotMeasuredWhatTheOthersNeed() {
        assertThat(peers.hedgeDelay(id(1))).isEqualTo(Duration.ofMillis(250));
        peers.answered(peers.of(id(1)), Duration.ofMillis(40).toNanos());
        Duration overdue = Duration.ofMillis(40 + 4 * 20);
        assertThat(peers.hedgeDelay(id(2))).isEqualTo(overdue);
        assertThat(peers.of(id(2)).roundTrip().timeoutNanos()).isEqualTo(overdue.toNanos());
        assertThat(peers.hedgeDelay(id(2))).isEqualTo(overdue);
    }

    @Test
    void expectsOfAPeerMeasuredWhatItNeedsItself() {
        peers.answered(peers.of(id(1)), Duration.ofMillis(40).toNanos());
        peers.answered(peers.of(id(2)), Duration.ofMillis(4).toNanos());
        assertThat(peers.hedgeDelay(id(2))).isEqualTo(Duration.ofMillis(4 + 4 * 2));
        assertThat(peers.hedgeDelay(id(1))).isEqualTo(Duration.ofMillis(40 + 4 * 20));
    }

    @Test
    void losesPatienceOnceASecondCopyIsOverdueToo() {
        peers.answered(peers.of(id(1)), Duration.ofMillis(40).toNanos());
        assertThat(peers.patience(id(1))).isEqualTo(new Patience(Duration.ofMillis(120), Duration.ofMillis(240)));
    }

    @Test
    void isPatientWithANeighbourUntilTheSecondCopyIsSent() {
        peers.answered(peers.of(id(1)), Duration.ofMillis(1).toNanos());
        assertThat(peers.patience(id(1))).isEqualTo(new Patience(Duration.ofMillis(4), Duration.ofMillis(24)));
    }

    private static Id id(int number) {
        return new Id(number, 0, 0);
    }
}

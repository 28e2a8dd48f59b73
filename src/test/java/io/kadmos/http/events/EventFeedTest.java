package io.kadmos.http.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.event.NodeEvent.RoundEnd;

final class EventFeedTest {

    private static final Duration NOW = Duration.ofMillis(1);

    private final EventFeed feed = new EventFeed();

    @Test
    void tellsRareEventsToEveryFollowerAndFrequentOnesToNone() throws InterruptedException {
        EventBuffer one = feed.follow().orElseThrow();
        EventBuffer other = feed.follow().orElseThrow();

        feed.accept(new NodeEvent.DatagramSent(100));
        feed.accept(new NodeEvent.RoundEnded(Phase.QUERY, RoundEnd.SUCCEEDED));
        feed.accept(new NodeEvent.SlotActivated(7));

        assertThat(one.take(NOW)).containsExactly(new NodeEvent.SlotActivated(7));
        assertThat(other.take(NOW)).containsExactly(new NodeEvent.SlotActivated(7));
    }

    @Test
    void cutsAFollowerWhoseBufferIsFullAndKeepsTheOthers() throws InterruptedException {
        EventBuffer slow = feed.follow().orElseThrow();
        EventBuffer quick = feed.follow().orElseThrow();

        for (int slot = 0; slot <= EventBuffer.MAX_EVENTS; slot++) {
            feed.accept(new NodeEvent.SlotActivated(slot));
            quick.take(NOW);
        }

        assertThat(slow.isClosed()).isTrue();
        assertThat(slow.take(NOW)).isEmpty();
        assertThat(quick.isClosed()).isFalse();
    }

    @Test
    void letsInOnlySoMany() {
        List<EventBuffer> followers = Stream.generate(() -> feed.follow().orElseThrow())
                .limit(EventFeed.MAX_FOLLOWERS).toList();

        assertThat(feed.follow()).isEmpty();
        feed.leave(followers.getFirst());
        assertThat(feed.follow()).isPresent();
    }

    @Test
    void letsEveryFollowerGoWhenItCloses() {
        EventBuffer buffer = feed.follow().orElseThrow();

        feed.close();

        assertThat(buffer.isClosed()).isTrue();
        assertThat(feed.follow()).isEmpty();
    }
}

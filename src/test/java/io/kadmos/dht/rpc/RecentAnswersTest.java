package io.kadmos.dht.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.channel.Sending;
import io.kadmos.dht.channel.Stage;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.Bytes;

class RecentAnswersTest {

    private static final Id PEER = new Id(1, 2, 3);

    private final RecentAnswers answers = new RecentAnswers();
    private final Stage stage = new Stage(1);
    private final Asker asker = new Asker(stage, 1);
    private final Sending sent = asker.channel().send(asker.contact(), new byte[1]);

    @Test
    void keepsNoMoreThanTheBoundInNumber() {
        for (int i = 0; i < RecentAnswers.MAX_COUNT + 10; i++) {
            answers.remember(new ExchangeId(PEER, i), bytes(1), sent, i);
        }
        assertThat(answers.count()).isEqualTo(RecentAnswers.MAX_COUNT);
        assertThat(answers.find(new ExchangeId(PEER, 9), 100)).isInstanceOf(RecentAnswers.Found.Unknown.class);
        assertThat(answers.find(new ExchangeId(PEER, 10), 100)).isInstanceOf(RecentAnswers.Found.Repeat.class);
    }

    @Test
    void keepsNoMoreThanTheBoundInBytes() {
        for (int i = 0; i < 30; i++) {
            answers.remember(new ExchangeId(PEER, i), bytes(1 << 20), sent, i);
        }
        assertThat(answers.bytes()).isEqualTo(RecentAnswers.MAX_BYTES);
        assertThat(answers.count()).isEqualTo(RecentAnswers.MAX_BYTES >> 20);
    }

    @Test
    void forgetsTheOldWhenSomethingNewComes() {
        answers.remember(new ExchangeId(PEER, 1), bytes(5), sent, 0);
        long later = Duration.ofSeconds(11).toNanos();
        assertThat(answers.find(new ExchangeId(PEER, 1), later)).isInstanceOf(RecentAnswers.Found.Unknown.class);
        answers.remember(new ExchangeId(PEER, 2), bytes(7), sent, later);
        assertThat(answers.count()).isEqualTo(1);
        assertThat(answers.bytes()).isEqualTo(7);
    }

    private static Bytes bytes(int length) {
        return Bytes.wrap(new byte[length]);
    }
}

package io.kadmos.dht.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.storage.ManualLoop;

class FanoutTest {

    private static final Member A = member("a");
    private static final Member B = member("b");
    private static final Member C = member("c");
    private static final Duration DELAY = Duration.ofMillis(50);

    private final ManualLoop loop = new ManualLoop();
    private final Map<Member, Consumer<CallResult>> asked = new LinkedHashMap<>();
    private final List<Member> answered = new ArrayList<>();
    private int overdue;
    private final Fanout fanout = new Fanout(List.of(C, A, B), (member, done) -> asked.put(member, done),
            (member, result) -> answered.add(member), () -> overdue++);

    @Test
    void asksAsManyAsHaveToAnswerFirst() {
        fanout.start(2, loop, DELAY);
        assertThat(asked.keySet()).containsExactly(C, A);
    }

    @Test
    void asksTheRestWhenAnAnswerIsOverdue() {
        fanout.start(2, loop, DELAY);
        end(C);
        loop.pass();
        assertThat(overdue).isEqualTo(1);
        assertThat(asked.keySet()).containsExactly(C, A, B);
        end(B);
        assertThat(answered).containsExactly(C, B);
    }

    @Test
    void asksTheRestWhenTheFirstWaveWasNotEnough() {
        fanout.start(2, loop, DELAY);
        end(A);
        assertThat(asked.keySet()).containsExactly(C, A);
        end(C);
        assertThat(asked.keySet()).containsExactly(C, A, B);
        loop.pass();
        assertThat(overdue).isZero();
    }

    @Test
    void neitherAsksNorTellsOnceItIsCancelled() {
        fanout.start(2, loop, DELAY);
        fanout.cancel();
        end(A);
        end(C);
        loop.pass();
        assertThat(asked.keySet()).containsExactly(C, A);
        assertThat(answered).isEmpty();
        assertThat(overdue).isZero();
    }

    private void end(Member member) {
        Objects.requireNonNull(asked.get(member)).accept(new CallResult.TimedOut());
    }

    private static Member member(String name) {
        return new Member(Id.ofNode("c", name), new DiskId(1, 1));
    }
}

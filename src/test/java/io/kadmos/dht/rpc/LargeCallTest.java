package io.kadmos.dht.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.channel.Stage;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Bodies;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.Lineage;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Version;

/** Calls whose request or answer takes more than one datagram. */
class LargeCallTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final SlotEpoch WHERE = new SlotEpoch(new Slot(1), 1);
    private static final Key KEY = Key.of("key");

    private final Stage stage = new Stage(42);
    private final Asker alice = new Asker(stage, 1);
    private final Asker bob = new Asker(stage, 2);

    @Test
    void movesLargeRequestsAndAnswersOverALossyNetwork() {
        Stage rough = new Stage(5).lossRate(0.2).latency(Duration.ofMillis(1), Duration.ofMillis(3));
        Asker asker = new Asker(rough, 1);
        Asker asked = new Asker(rough, 2);
        List<StoredRecord> stored = new ArrayList<>();
        asked.rpc().on(Request.Accept.class, (accept, _, answer) -> {
            stored.add(accept.record());
            answer.accept(new Response.Accepted());
        });
        asked.rpc().on(Request.Query.class, (_, _, answer) -> answer
                .accept(new Response.Current(stored.getFirst().outline(), stored.getFirst().body())));
        StoredRecord large = record(Body.MAX_VALUE_BYTES);
        List<CallResult> written = asker.ask(asked, new Request.Accept(WHERE, KEY, large), Duration.ofSeconds(20));
        rough.run(Duration.ofSeconds(20));
        assertThat(written).singleElement().isInstanceOf(CallResult.Answered.class);
        assertThat(stored).containsExactly(large);
        List<CallResult> read = asker.ask(asked, new Request.Query(WHERE, KEY, Bodies.ALWAYS), Duration.ofSeconds(20));
        rough.run(Duration.ofSeconds(20));
        assertThat(read).singleElement().isInstanceOfSatisfying(CallResult.Answered.class, answer -> assertThat(
                answer.response()).isEqualTo(new Response.Current(large.outline(), large.body())));
    }

    @Test
    void remindsOfALargeRequestInsteadOfRepeatingIt() {
        List<Consumer<Response>> answers = new ArrayList<>();
        bob.rpc().on(Request.Accept.class, (_, _, answer) -> answers.add(answer));
        List<CallResult> results = alice.ask(bob, new Request.Accept(WHERE, KEY, record(200_000)), TIMEOUT);
        stage.run(Duration.ofMillis(100));
        assertThat(answers).hasSize(1);
        int sent = stage.sent().size();
        stage.wire(alice.contact().endpoint()).cut(true);
        answers.getFirst().accept(new Response.Accepted());
        stage.run(Duration.ofMillis(20));
        stage.wire(alice.contact().endpoint()).cut(false);
        stage.run(SECOND);
        assertThat(results).singleElement().isInstanceOf(CallResult.Answered.class);
        assertThat(answers).hasSize(1);
        assertThat(stage.sent().size()).isLessThanOrEqualTo(sent + 3);
    }

    @Test
    void sendsALargeRequestAgainOnlyWhenItsTransferFailed() {
        stage.latency(Duration.ofMillis(100), Duration.ZERO);
        bob.rpc().on(Request.Accept.class, (_, _, answer) -> answer.accept(new Response.Accepted()));
        List<CallResult> results = alice.ask(bob, new Request.Accept(WHERE, KEY, record(500_000)),
                Duration.ofSeconds(20));
        // Moving it takes many times longer than the timeout for an answer.
        stage.run(Duration.ofSeconds(20));
        assertThat(results).singleElement().isInstanceOf(CallResult.Answered.class);
        assertThat(stage.sent()).hasSizeLessThan(2 * 500_000 / 1_100);
    }

    @Test
    void stopsMovingWhatNoCallWaitsFor() {
        stage.wire(bob.contact().endpoint()).cut(true);
        alice.ask(bob, new Request.Accept(WHERE, KEY, record(500_000)), SECOND);
        stage.run(Duration.ofSeconds(2));
        stage.wire(bob.contact().endpoint()).cut(false);
        int sent = stage.sent().size();
        stage.run(Duration.ofSeconds(10));
        assertThat(stage.sent().size() - sent).isLessThanOrEqualTo(1);
    }

    private static StoredRecord record(int valueBytes) {
        Outline outline = new Outline(new Ballot(1, 2, 3), new Version(4, 5), false, Outline.NEVER,
                Lineage.beginningIn(1));
        return new StoredRecord(outline, new Body("application/octet-stream", Bytes.wrap(new byte[valueBytes])));
    }
}

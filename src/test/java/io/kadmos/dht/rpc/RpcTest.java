package io.kadmos.dht.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.channel.Stage;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Bodies;
import io.kadmos.dht.message.Envelope;
import io.kadmos.dht.message.Introduction;
import io.kadmos.dht.message.MessageCodec;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;

class RpcTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Request.Ping PING = new Request.Ping(1);

    private final Stage stage = new Stage(42);
    private final Asker alice = new Asker(stage, 1);
    private final Asker bob = new Asker(stage, 2);
    private final List<Request> served = new ArrayList<>();

    @Test
    void asksAndIsAnswered() {
        answerPings();
        List<CallResult> results = alice.ask(bob, PING, TIMEOUT);
        assertThat(results).isEmpty();
        stage.run(SECOND);
        assertThat(results).containsExactly(new CallResult.Answered(new Response.Pong(2), Duration.ofMillis(2)));
        assertThat(alice.events(NodeEvent.CallEnded.class))
                .containsExactly(new NodeEvent.CallEnded("ping", NodeEvent.CallEnd.ANSWERED, Duration.ofMillis(2)));
        assertThat(bob.events(NodeEvent.RequestServed.class)).hasSize(1);
        assertThat(alice.rpc().expectedRoundTrip(bob.contact().id())).isEqualTo(Duration.ofMillis(2));
        assertThat(alice.rpc().hedgeDelay(bob.contact().id())).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void tellsWhoFollowsARequestOfItsQuestionsAndTheOtherNodeWhatTheyArePartOf() {
        answerPings();
        FollowedRequest request = new FollowedRequest();
        List<CallResult> results = new ArrayList<>();
        alice.rpc().call(bob.contact(), PING, new Call(TIMEOUT, request), results::add);
        stage.run(SECOND);
        stage.wire(bob.contact().endpoint()).cut(true);
        alice.rpc().call(bob.contact(), PING, new Call(TIMEOUT, request), results::add);
        stage.run(TIMEOUT.plus(SECOND));
        assertThat(results).hasSize(2);
        assertThat(request.told()).containsExactly("ping 1 to " + bob.contact(), "1 ANSWERED",
                "ping 2 to " + bob.contact(), "2 TIMED_OUT");
        assertThat(bob.events(NodeEvent.TracedRequestServed.class)).singleElement().satisfies(told -> {
            assertThat(told.trace()).isEqualTo(FollowedRequest.contextOf(1));
            assertThat(told.caller()).isEqualTo(alice.contact());
            assertThat(told.type()).isEqualTo("ping");
            assertThat(told.answer()).isEqualTo("pong");
        });
    }

    @Test
    void tellsNothingOfATraceWhereThereIsNone() {
        answerPings();
        alice.ask(bob, PING, TIMEOUT);
        stage.run(SECOND);
        assertThat(bob.events(NodeEvent.RequestServed.class)).hasSize(1);
        assertThat(bob.events(NodeEvent.TracedRequestServed.class)).isEmpty();
    }

    @Test
    void knowsNothingOfAPeerItNeverAsked() {
        assertThat(alice.rpc().expectedRoundTrip(bob.contact().id())).isEqualTo(Duration.ofMillis(250));
        assertThat(alice.rpc().hedgeDelay(bob.contact().id())).isEqualTo(Duration.ofMillis(250));
        assertThat(alice.rpc().expectedRoundTrip(alice.contact().id())).isZero();
    }

    @Test
    void adoptsTheClocksOfTheOthers() {
        answerPings();
        alice.clock().observe(1_000);
        bob.clock().observe(500);
        alice.ask(bob, PING, TIMEOUT);
        stage.run(Duration.ofMillis(1));
        assertThat(bob.clock().latest()).isEqualTo(1_000);
        bob.clock().observe(2_000);
        bob.ask(alice, PING, TIMEOUT);
        stage.run(SECOND);
        assertThat(alice.clock().latest()).isEqualTo(2_000);
    }

    @Test
    void sendsFourTimesAtDoublingIntervalsAndThenTimesOut() {
        stage.wire(bob.contact().endpoint()).cut(true);
        List<CallResult> results = alice.ask(bob, PING, TIMEOUT);
        assertThat(sentAfter(Duration.ofMillis(249))).isEqualTo(1);
        assertThat(sentAfter(Duration.ofMillis(1))).isEqualTo(2);
        assertThat(sentAfter(Duration.ofMillis(499))).isEqualTo(2);
        assertThat(sentAfter(Duration.ofMillis(1))).isEqualTo(3);
        assertThat(sentAfter(Duration.ofMillis(999))).isEqualTo(3);
        assertThat(sentAfter(Duration.ofMillis(1))).isEqualTo(4);
        assertThat(sentAfter(Duration.ofMillis(3_249))).isEqualTo(4);
        assertThat(results).isEmpty();
        stage.run(Duration.ofMillis(1));
        assertThat(results).containsExactly(new CallResult.TimedOut());
        assertThat(alice.events(NodeEvent.Retransmitted.class)).hasSize(3);
    }

    @Test
    void sendsNothingBehindTheDeadline() {
        stage.wire(bob.contact().endpoint()).cut(true);
        List<CallResult> results = alice.ask(bob, PING, Duration.ofMillis(100));
        stage.run(SECOND);
        assertThat(results).containsExactly(new CallResult.TimedOut());
        assertThat(stage.sent()).hasSize(1);
    }

    @Test
    void learnsNoRoundTripFromACallItSentTwice() {
        answerPings();
        stage.latency(Duration.ofMillis(200), Duration.ZERO);
        List<CallResult> results = alice.ask(bob, PING, TIMEOUT);
        stage.run(SECOND);
        assertThat(results).hasSize(1);
        assertThat(stage.sent()).hasSizeGreaterThan(2);
        assertThat(alice.rpc().expectedRoundTrip(bob.contact().id())).isEqualTo(Duration.ofMillis(250));
        // The timeout stays doubled, so the next call is sent once, and its round trip counts.
        alice.ask(bob, PING, TIMEOUT);
        stage.run(SECOND);
        assertThat(alice.rpc().expectedRoundTrip(bob.contact().id())).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void runsARequestOnceHoweverOftenItArrives() {
        List<Consumer<Response>> answers = new ArrayList<>();
        bob.rpc().on(Request.Ping.class, (request, _, answer) -> {
            served.add(request);
            answers.add(answer);
        });
        List<CallResult> results = alice.ask(bob, PING, TIMEOUT);
        stage.run(Duration.ofMillis(400));
        assertThat(stage.sent()).hasSize(2);
        answers.getFirst().accept(new Response.Pong(3));
        stage.run(SECOND);
        assertThat(results).hasSize(1);
        assertThat(served).hasSize(1);
    }

    @Test
    void answersARepeatedRequestWithoutRunningItAgain() {
        answerPings();
        byte[] request = new MessageCodec().encode(new Envelope(77, 1_000, 0, PING));
        alice.channel().send(bob.contact(), request);
        stage.run(SECOND);
        alice.channel().send(bob.contact(), request);
        stage.run(SECOND);
        assertThat(served).hasSize(1);
        assertThat(stage.sent()).hasSize(4);
    }

    @Test
    void readsAgainForARepeatedRead() {
        List<Request> reads = new ArrayList<>();
        bob.rpc().on(Request.Query.class, (request, _, answer) -> {
            reads.add(request);
            answer.accept(new Response.NotActive());
        });
        Request query = new Request.Query(new SlotEpoch(new Slot(1), 1), Key.of("k"), Bodies.IF_SMALL);
        byte[] request = new MessageCodec().encode(new Envelope(77, 1_000, 0, query));
        alice.channel().send(bob.contact(), request);
        stage.run(SECOND);
        alice.channel().send(bob.contact(), request);
        stage.run(SECOND);
        assertThat(reads).containsExactly(query, query);
        assertThat(stage.sent()).hasSize(4);
    }

    @Test
    void forgetsAnswersAfterTenSeconds() {
        answerPings();
        byte[] request = new MessageCodec().encode(new Envelope(77, 1_000, 0, PING));
        alice.channel().send(bob.contact(), request);
        stage.run(Duration.ofSeconds(11));
        alice.channel().send(bob.contact(), request);
        stage.run(SECOND);
        assertThat(served).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void endsEveryCallOnceThroughEveryFault(long seed) {
        Stage rough = new Stage(seed).lossRate(0.25).latency(Duration.ofMillis(1), Duration.ofMillis(30));
        Asker asker = new Asker(rough, 1);
        Asker asked = new Asker(rough, 2);
        asked.rpc().on(Request.Ping.class, (ping, _, answer) -> answer.accept(new Response.Pong(ping.wallMillis())));
        List<List<CallResult>> results = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            results.add(asker.ask(asked, new Request.Ping(i), TIMEOUT));
            rough.run(Duration.ofMillis(3));
        }
        rough.run(TIMEOUT);
        int answered = 0;
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i)).as("call %d, seed %d", i, seed).hasSize(1);
            if (results.get(i).getFirst() instanceof CallResult.Answered(var response, _)) {
                assertThat(response).isEqualTo(new Response.Pong(i));
                answered++;
            }
        }
        assertThat(answered).as("answered, seed %d", seed).isGreaterThan(950);
    }

    @Test
    void refusesTheCallBeyondTheBoundOfOnePeer() {
        stage.wire(bob.contact().endpoint()).cut(true);
        for (int i = 0; i < RpcClient.MAX_IN_FLIGHT_PER_PEER; i++) {
            alice.ask(bob, PING, TIMEOUT);
        }
        List<CallResult> results = alice.ask(bob, PING, TIMEOUT);
        assertThat(results).isEmpty();
        stage.run(Duration.ZERO);
        assertThat(results).singleElement().isInstanceOf(CallResult.Refused.class);
        stage.run(TIMEOUT);
        answerPings();
        stage.wire(bob.contact().endpoint()).cut(false);
        List<CallResult> later = alice.ask(bob, PING, TIMEOUT);
        stage.run(SECOND);
        assertThat(later).singleElement().isInstanceOf(CallResult.Answered.class);
    }

    @Test
    void saysBusyWithTooMuchToDo() {
        List<Consumer<Response>> answers = new ArrayList<>();
        bob.rpc().on(Request.Ping.class, (_, _, answer) -> answers.add(answer));
        MessageCodec codec = new MessageCodec();
        for (int i = 0; i < RpcServer.MAX_WORKING; i++) {
            alice.channel().send(bob.contact(), codec.encode(new Envelope(i, 60_000, 0, PING)));
        }
        List<CallResult> refused = alice.ask(bob, PING, TIMEOUT);
        stage.run(SECOND);
        assertThat(answers).hasSize(RpcServer.MAX_WORKING);
        assertThat(refused).containsExactly(new CallResult.Refused("busy"));
        // A request whose handler never answers does not count as worked on for ever.
        stage.run(RpcServer.ABANDONED_AFTER);
        List<CallResult> worked = alice.ask(bob, PING, TIMEOUT);
        stage.run(SECOND);
        answers.getLast().accept(new Response.Pong(1));
        stage.run(SECOND);
        assertThat(worked).singleElement().isInstanceOf(CallResult.Answered.class);
    }

    @Test
    void saysUnsupportedToAQuestionWithoutHandler() {
        List<CallResult> results = alice.ask(bob, PING, TIMEOUT);
        stage.run(SECOND);
        assertThat(results).containsExactly(new CallResult.Refused("unsupported"));
    }

    @Test
    void saysUnsupportedToAQuestionOfALaterVersion() {
        byte[] unknown = new MessageCodec().encode(new Envelope(9, 1_000, 0, PING));
        unknown[0] = 0x7e;
        alice.channel().send(bob.contact(), unknown);
        stage.run(SECOND);
        assertThat(stage.sent()).hasSize(2);
    }

    @Test
    void reportsAHandlerThatThrowsAndSaysBusy() {
        bob.rpc().on(Request.Ping.class, (_, _, _) -> {
            throw new IllegalStateException("as the test wants it");
        });
        List<CallResult> results = alice.ask(bob, PING, TIMEOUT);
        stage.run(SECOND);
        assertThat(results).containsExactly(new CallResult.Refused("busy"));
        assertThat(bob.events(NodeEvent.BugCaught.class)).containsExactly(new NodeEvent.BugCaught("ping handler"));
    }

    @Test
    void reportsACallerThatThrowsAndEndsTheOtherCalls() {
        answerPings();
        alice.rpc().call(bob.contact(), PING, Call.within(TIMEOUT), _ -> {
            throw new IllegalStateException("as the test wants it");
        });
        List<CallResult> results = alice.ask(bob, PING, TIMEOUT);
        stage.run(SECOND);
        assertThat(results).hasSize(1);
        assertThat(alice.events(NodeEvent.BugCaught.class)).hasSize(1);
    }

    @Test
    void acceptsOneHandlerPerType() {
        answerPings();
        assertThatThrownBy(this::answerPings).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void believesOnlyTheNodeThatWasAsked() {
        Asker carol = new Asker(stage, 3);
        List<Long> asked = new ArrayList<>();
        bob.channel().start((_, message, _) -> asked.add(message.getLong(2)));
        List<CallResult> results = alice.ask(bob, PING, TIMEOUT);
        stage.run(Duration.ofMillis(10));
        byte[] answer = new MessageCodec().encode(new Envelope(asked.getFirst(), 0, 0, new Response.Pong(1)));
        carol.channel().send(alice.contact(), answer);
        stage.run(Duration.ofMillis(10));
        assertThat(results).isEmpty();
        bob.channel().send(alice.contact(), answer);
        bob.channel().send(alice.contact(), answer);
        stage.run(Duration.ofMillis(10));
        assertThat(results).hasSize(1);
    }

    @Test
    void greetsANodeWhoseNameItDoesNotKnowAndAsksItNothingElse() {
        Introduction who = new Introduction("node-1", new DiskId(1, 2), 1, alice.contact().endpoint(), null,
                NodeState.JOINING, 0, "test");
        bob.rpc().on(Request.Hello.class, (_, _, answer) -> answer.accept(new Response.Welcome(who)));
        answerPings();
        Contact unnamed = new Contact(Id.ZERO, bob.contact().endpoint());
        List<CallResult> greeted = alice.ask(unnamed, new Request.Hello(who), TIMEOUT);
        List<CallResult> asked = alice.ask(unnamed, PING, SECOND);
        stage.run(TIMEOUT);
        assertThat(greeted).singleElement().isInstanceOf(CallResult.Answered.class);
        assertThat(asked).containsExactly(new CallResult.TimedOut());
        assertThat(bob.events()).contains(new NodeEvent.DatagramDropped(DropReason.UNADDRESSED));
        assertThat(served).isEmpty();
    }

    @Test
    void asksItselfWithoutTheNetworkAndNeverAtOnce() {
        List<String> order = new ArrayList<>();
        alice.rpc().on(Request.Ping.class, (_, caller, answer) -> {
            answer.accept(new Response.Pong(1));
            answer.accept(new Response.Pong(2));
            order.add("handled for " + (caller.equals(alice.contact()) ? "itself" : "another"));
        });
        alice.rpc().call(alice.contact(), PING, Call.within(TIMEOUT), _ -> order.add("answered"));
        order.add("asked");
        stage.run(TIMEOUT);
        assertThat(order).containsExactly("asked", "handled for itself", "answered");
        assertThat(stage.sent()).isEmpty();
    }

    @Test
    void timesOutACallToItselfThatIsNeverAnswered() {
        alice.rpc().on(Request.Ping.class, (_, _, _) -> {});
        List<CallResult> results = alice.ask(alice, PING, SECOND);
        stage.run(TIMEOUT);
        assertThat(results).containsExactly(new CallResult.TimedOut());
    }

    @Test
    void endsEveryOpenCallWhenItIsClosed() {
        stage.wire(bob.contact().endpoint()).cut(true);
        List<CallResult> open = alice.ask(bob, PING, TIMEOUT);
        alice.rpc().close();
        assertThat(open).containsExactly(new CallResult.TimedOut());
        List<CallResult> late = alice.ask(bob, PING, TIMEOUT);
        assertThat(late).isEmpty();
        stage.run(TIMEOUT);
        assertThat(late).containsExactly(new CallResult.TimedOut());
        assertThat(open).hasSize(1);
    }

    @Test
    void dropsAnAuthenticMessageThatIsNone() {
        alice.channel().send(bob.contact(), new byte[10]);
        stage.run(SECOND);
        assertThat(bob.events()).contains(new NodeEvent.DatagramDropped(DropReason.MALFORMED));
    }

    private void answerPings() {
        bob.rpc().on(Request.Ping.class, (request, _, answer) -> {
            served.add(request);
            answer.accept(new Response.Pong(2));
        });
    }

    private int sentAfter(Duration time) {
        stage.run(time);
        return stage.sent().size();
    }
}

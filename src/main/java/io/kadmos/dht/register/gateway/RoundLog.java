package io.kadmos.dht.register.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.event.NodeEvent.RoundEnd;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Explanation;
import io.kadmos.dht.register.Explanation.Reply;
import io.kadmos.dht.register.Explanation.Round;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop;

/** Records the first rounds of one operation for an {@link Explanation}, and counts all of them. Event loop only. */
final class RoundLog implements RoundTrace {

    /** More rounds than an operator reads. Only an operation that is outbid again and again has so many. */
    static final int MAX_ROUNDS = 32;

    private final RoundTrace counting;
    private final EventLoop loop;
    private final Duration began;
    private final List<Watched> rounds = new ArrayList<>();

    RoundLog(RoundTrace counting, EventLoop loop) {
        this.counting = counting;
        this.loop = loop;
        this.began = loop.uptime();
    }

    @Override
    public Watch begin(Phase phase) {
        Watched watched = new Watched(phase, counting.begin(phase), loop.uptime());
        if (rounds.size() < MAX_ROUNDS) {
            rounds.add(watched);
        }
        return watched;
    }

    /** The explanation of the operation, which has just ended with this outcome. */
    Explanation explain(ReadOutcome outcome) {
        Optional<Version> version = outcome instanceof Read(var value)
                ? value.map(Read.Value::version)
                : Optional.empty();
        return new Explanation(outcome, version, loop.uptime().minus(began),
                rounds.stream().map(each -> new Round(each.phase, each.replies)).toList());
    }

    private final class Watched implements Watch {

        private final Phase phase;
        private final Watch counted;
        private final Duration asked;
        private final List<Reply> replies = new ArrayList<>();

        private Watched(Phase phase, Watch counted, Duration asked) {
            this.phase = phase;
            this.counted = counted;
            this.asked = asked;
        }

        @Override
        public void replied(Member member, CallResult result) {
            replies.add(new Reply(member, word(result), version(result), loop.uptime().minus(asked)));
        }

        @Override
        public void ended(RoundEnd end) {
            counted.ended(end);
        }
    }

    private static String word(CallResult result) {
        return switch (result) {
            case CallResult.Answered(var response, _) -> word(response);
            case CallResult.TimedOut() -> "timed-out";
            case CallResult.Refused _ -> "unreachable";
        };
    }

    private static String word(Response response) {
        return switch (response) {
            case Response.Current(var outline, _) -> outline == null
                    ? "nothing"
                    : outline.tombstone()
                            ? "tombstone"
                            : "value";
            case Response.Promised _ -> "promised";
            case Response.Accepted() -> "accepted";
            case Response.Outbid _ -> "outbid";
            case Response.WrongEpoch _ -> "wrong-epoch";
            case Response.NotActive() -> "not-active";
            case Response.Damaged() -> "damaged";
            case Response.Busy() -> "busy";
            default -> "unsupported"; // every other response answers another question
        };
    }

    private static Optional<Version> version(CallResult result) {
        return result instanceof CallResult.Answered(var response, _) ? version(response) : Optional.empty();
    }

    private static Optional<Version> version(Response response) {
        @Nullable Outline outline = switch (response) {
            case Response.Current(var held, _) -> held;
            case Response.Promised(var held, _, _) -> held;
            default -> null; // no other response carries an outline
        };
        return Optional.ofNullable(outline).map(Outline::version);
    }
}

package io.kadmos.dht.quorum;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;

/** Asks some members the same question, of whom every one has to answer. Tells once, when it knows. */
public final class RollCall {

    private final Map<Member, Response> answers = new LinkedHashMap<>();
    private final int expected;
    private final Consumer<Heard> done;
    private boolean over;

    private RollCall(int expected, Consumer<Heard> done) {
        this.expected = expected;
        this.done = done;
    }

    /** What came of it. */
    public sealed interface Heard {

        /** Everybody answered. */
        record All(Map<Member, Response> answers) implements Heard {}

        /** This one did not. */
        record Silent(Member member) implements Heard {}
    }

    public static void ask(MemberCalls calls, List<Member> members, Request question, Duration timeout,
            Consumer<Heard> done) {
        RollCall call = new RollCall(members.size(), done);
        members.forEach(member -> calls.ask(member, question, timeout, result -> call.ended(member, result)));
    }

    private void ended(Member member, CallResult result) {
        if (over) {
            return;
        }
        if (!(result instanceof CallResult.Answered(Response response, _))) {
            end(new Heard.Silent(member));
            return;
        }
        answers.put(member, response);
        if (answers.size() == expected) {
            end(new Heard.All(answers));
        }
    }

    private void end(Heard heard) {
        over = true;
        done.accept(heard);
    }
}

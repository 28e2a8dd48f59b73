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

/** Asks some members the same question, and every one of them must answer (protocol.md V1). Event loop only. */
public final class RollCall {

    private final Map<Member, Response> answers = new LinkedHashMap<>();
    private final Consumer<Heard> done;
    private final Gather<CallResult> gather;

    private RollCall(List<Member> members, Gather.Question<CallResult> question, Consumer<Heard> done) {
        this.done = done;
        this.gather = new Gather<>(members, question, this::heard, () -> done.accept(new Heard.All(answers)));
    }

    /** The result of a roll call. */
    public sealed interface Heard {

        /** Every member answered. */
        record All(Map<Member, Response> answers) implements Heard {}

        /** This member did not answer, or refused. */
        record Silent(Member member) implements Heard {}
    }

    /**
     * Asks all of these members. Calls {@code done} once: at the first member that does not answer, or when all have
     * answered.
     */
    public static void ask(MemberCalls calls, List<Member> members, Request question, Duration timeout,
            Consumer<Heard> done) {
        new RollCall(members, (member, ended) -> calls.ask(member, question, timeout, ended), done).gather.start();
    }

    private void heard(Member member, CallResult result) {
        if (result instanceof CallResult.Answered(Response response, _)) {
            answers.put(member, response);
        } else {
            gather.cancel();
            done.accept(new Heard.Silent(member));
        }
    }
}

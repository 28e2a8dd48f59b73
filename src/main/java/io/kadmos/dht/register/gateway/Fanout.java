package io.kadmos.dht.register.gateway;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.kadmos.dht.message.Request;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop;

/**
 * One question to the members of a slot in two waves: first as many as have to answer, the nearest ones; then the rest,
 * when an answer is overdue or the first wave has answered and it was not enough.
 */
final class Fanout {

    private final PreferredMembers replicas;
    private final List<Member> members;
    private final Function<Member, Request> question;
    private final Deadline deadline;
    private final BiConsumer<Member, CallResult> answered;
    private final Runnable overdue;
    private EventLoop.Timer hedge = () -> {};
    private int asked;
    private int ended;
    private boolean cancelled;

    /**
     * A question that is not asked yet.
     *
     * @param overdue told once when an answer of the first wave is late
     */
    Fanout(PreferredMembers replicas, List<Member> members, Function<Member, Request> question, Deadline deadline,
            BiConsumer<Member, CallResult> answered, Runnable overdue) {
        this.replicas = replicas;
        this.members = members;
        this.question = question;
        this.deadline = deadline;
        this.answered = answered;
        this.overdue = overdue;
    }

    /** Asks the first few; the others only when it turns out to be necessary. */
    void start(int firstWave) {
        List<Member> first = members.subList(0, firstWave);
        hedge = deadline.loop().schedule(replicas.hedgeDelay(first, deadline), () -> {
            overdue.run();
            widen();
        });
        ask(firstWave);
    }

    /** Asks everybody who was not asked yet. */
    void widen() {
        hedge.cancel();
        ask(members.size());
    }

    /** Is not interested in further answers. */
    void cancel() {
        cancelled = true;
        hedge.cancel();
    }

    private void ask(int upTo) {
        while (asked < upTo) {
            Member member = members.get(asked++);
            replicas.ask(member, question.apply(member), deadline.call(), result -> ended(member, result));
        }
    }

    private void ended(Member member, CallResult result) {
        if (cancelled) {
            return;
        }
        ended++;
        answered.accept(member, result);
        if (!cancelled && ended == asked) {
            widen();
        }
    }
}

package io.kadmos.dht.quorum;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop;

/**
 * One question to the members of a slot in two waves: first to as many as must answer, the nearest ones, then to the
 * others. The second wave starts when an answer of the first is overdue, or when the first wave has answered and the
 * caller has not cancelled (protocol.md W9). Event loop only.
 */
public final class Fanout {

    private final List<Member> members;
    private final Gather.Question<CallResult> question;
    private final BiConsumer<Member, CallResult> answered;
    private final Runnable overdue;
    private EventLoop.Timer hedge = () -> {};
    private int asked;
    private int ended;
    private boolean cancelled;

    /**
     * A question that is not asked yet.
     *
     * @param members the members to ask, in this order
     * @param answered called with the end of each member's question, in the order in which they end
     * @param overdue called once if an answer of the first wave is overdue
     */
    public Fanout(List<Member> members, Gather.Question<CallResult> question, BiConsumer<Member, CallResult> answered,
            Runnable overdue) {
        this.members = members;
        this.question = question;
        this.answered = answered;
        this.overdue = overdue;
    }

    /** Asks the first wave, and the second one after this delay at the latest. */
    public void start(int firstWave, EventLoop loop, Duration delay) {
        hedge = loop.schedule(delay, () -> {
            overdue.run();
            widen();
        });
        ask(firstWave);
    }

    /** Asks every member that was not asked yet. */
    private void widen() {
        hedge.cancel();
        ask(members.size());
    }

    /** Ends the question: the caller hears of no further answer. */
    public void cancel() {
        cancelled = true;
        hedge.cancel();
    }

    private void ask(int upTo) {
        while (asked < upTo) {
            Member member = members.get(asked++);
            question.ask(member, result -> ended(member, result));
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

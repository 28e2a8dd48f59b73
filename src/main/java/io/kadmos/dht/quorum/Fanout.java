package io.kadmos.dht.quorum;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop;

/**
 * One question to the members of a slot in two waves: first as many as have to answer, the nearest ones; then the rest,
 * when an answer is overdue or the first wave has answered and it was not enough.
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
     * @param members whom to ask, in this order
     * @param answered told how each member's question ended, in the order in which they end
     * @param overdue told once when an answer of the first wave is late
     */
    public Fanout(List<Member> members, Gather.Question<CallResult> question, BiConsumer<Member, CallResult> answered,
            Runnable overdue) {
        this.members = members;
        this.question = question;
        this.answered = answered;
        this.overdue = overdue;
    }

    /** Asks the first few; the others only when it turns out to be necessary, or after a delay. */
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

    /** Is not interested in further answers. */
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

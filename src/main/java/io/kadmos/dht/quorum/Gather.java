package io.kadmos.dht.quorum;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.kadmos.dht.record.Member;

/**
 * Asks some members at once, each of them one question. It reports every result as it arrives, and the end after the
 * last one. After {@link #cancel} it reports nothing. Event loop only.
 *
 * @param <R> the result of one member's question: a {@link io.kadmos.dht.rpc.CallResult}, or what the caller makes of
 *     several calls
 */
public final class Gather<R> {

    private final List<Member> members;
    private final Question<R> question;
    private final BiConsumer<Member, R> heard;
    private final Runnable ended;
    private int open;
    private boolean cancelled;

    /**
     * A gather that has not begun.
     *
     * @param members the members to ask, at least one
     * @param heard called with the result of each question, in the order in which they end
     * @param ended called once after the last of them, unless the gather is cancelled before
     */
    public Gather(List<Member> members, Question<R> question, BiConsumer<Member, R> heard, Runnable ended) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("no members to ask");
        }
        this.members = members;
        this.question = question;
        this.heard = heard;
        this.ended = ended;
    }

    /** How the gather asks one member. */
    @FunctionalInterface
    public interface Question<R> {

        /** Calls {@code done} exactly once, and never before this returns. */
        void ask(Member member, Consumer<R> done);
    }

    /** Asks every member, in this order. */
    public void start() {
        open = members.size();
        for (Member member : members) {
            question.ask(member, result -> heard(member, result));
        }
    }

    /** Ends the gather: the caller hears of no further result. */
    public void cancel() {
        cancelled = true;
    }

    private void heard(Member member, R result) {
        if (cancelled) {
            return;
        }
        open--;
        heard.accept(member, result);
        if (!cancelled && open == 0) {
            ended.run();
        }
    }
}

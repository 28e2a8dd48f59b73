package io.kadmos.dht.quorum;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.kadmos.dht.record.Member;

/**
 * Asks some members at once, each of them one question, and tells every result as it comes, and once when the last one
 * has come. What comes after it was cancelled it ignores.
 *
 * @param <R> how one member's question ends: a {@link io.kadmos.dht.rpc.CallResult}, or what several calls come to
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
     * @param members whom to ask, one at least
     * @param heard told how each question ended, in the order in which they end
     * @param ended told once after the last of them, unless the gather was cancelled before
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

    /** How one member is asked. */
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

    /** Is not interested in further results. */
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

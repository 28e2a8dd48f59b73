package io.kadmos.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Outcome;

/**
 * Looks for an order of all attempts on one key in which each of them takes effect between its call and its end, as the
 * {@link RegisterModel} would have it: the search of Wing and Gong (1993) with the memory of Lowe (2017). Attempts of
 * unknown outcome may take effect at any time after their call, or never.
 */
final class LinearizabilityChecker {

    /** The most attempts on one key: beyond it the search is too likely to take for ever. */
    static final int MAX_ATTEMPTS = 300;
    private static final int MAX_STEPS = 4_000_000;

    private static final Attempt NOBODY = new Attempt(RegisterState.ABSENT, 0, 0, new Action.Get(),
            new Outcome.Nothing());

    private final ExpiryWindow window;

    LinearizabilityChecker(ExpiryWindow window) {
        this.window = window;
    }

    /** What the search came to. */
    sealed interface Verdict {

        record Linearizable() implements Verdict {}

        record Violated(String why) implements Verdict {}

        /** Too many steps; counts as a failure, since a check that gives up proves nothing. */
        record TooHard(String why) implements Verdict {}
    }

    /** Checks the attempts on one key. */
    Verdict check(List<Attempt> attempts) {
        List<Attempt> relevant = attempts.stream().filter(LinearizabilityChecker::matters).toList();
        if (relevant.size() > MAX_ATTEMPTS) {
            return new Verdict.TooHard(relevant.size() + " attempts on one key");
        }
        RegisterModel model = new RegisterModel(relevant, window);
        return model.contradictions().isEmpty()
                ? new Search(model, relevant).run()
                : new Verdict.Violated(model.contradictions().toString());
    }

    private static boolean matters(Attempt attempt) {
        boolean brokenOffRead = attempt.action() instanceof Action.Get && !attempt.isCertain();
        return !brokenOffRead && !(attempt.outcome() instanceof Outcome.NeverHappened);
    }

    /** The call or the end of an attempt, in a list by time from which calls and their ends are taken together. */
    private static final class Entry {

        private final Attempt attempt;
        private final int index;
        /** Only a call has one. */
        private final @Nullable Entry end;
        private @Nullable Entry previous;
        private @Nullable Entry next;

        private Entry(Attempt attempt, int index, @Nullable Entry end) {
            this.attempt = attempt;
            this.index = index;
            this.end = end;
        }

        private void take() {
            unlink();
            if (end != null) {
                end.unlink();
            }
        }

        private void putBack() {
            if (end != null) {
                end.link();
            }
            link();
        }

        private void unlink() {
            if (previous != null) {
                previous.next = next;
            }
            if (next != null) {
                next.previous = previous;
            }
        }

        private void link() {
            if (previous != null) {
                previous.next = this;
            }
            if (next != null) {
                next.previous = this;
            }
        }
    }

    private record Taken(Entry entry, RegisterState before) {}

    private record Seen(BitSet taken, RegisterState state) {}

    /** One search. */
    private static final class Search {

        private final RegisterModel model;
        private final Entry head;
        private final BitSet taken = new BitSet();
        private final Set<Seen> seen = new HashSet<>();
        private final Deque<Taken> stack = new ArrayDeque<>();
        private RegisterState state = RegisterState.EMPTY;
        private int certainLeft;
        private int deepest;
        private @Nullable Attempt stuckAt;

        private Search(RegisterModel model, List<Attempt> attempts) {
            this.model = model;
            this.head = chain(attempts);
            this.certainLeft = (int) attempts.stream().filter(Attempt::isCertain).count();
        }

        private Verdict run() {
            @Nullable Entry at = head.next;
            for (int steps = 0; certainLeft > 0; steps++) {
                if (steps > MAX_STEPS) {
                    return new Verdict.TooHard("no order found in " + MAX_STEPS + " steps");
                }
                if (at != null && at.end != null) {
                    at = tryToTake(at);
                } else if (stack.isEmpty()) {
                    return new Verdict.Violated("there is no order; the search never got past " + stuckAt);
                } else {
                    rememberWhereItStuck(at);
                    at = takeBack();
                }
            }
            return new Verdict.Linearizable();
        }

        /** Lets the attempt be the next in the order, if it can be. Returns where to go on. */
        private @Nullable Entry tryToTake(Entry call) {
            RegisterState after = model.step(state, call.attempt);
            if (after == null) {
                return call.next;
            }
            taken.set(call.index);
            if (!seen.add(new Seen((BitSet) taken.clone(), after))) {
                taken.clear(call.index);
                return call.next;
            }
            stack.push(new Taken(call, state));
            state = after;
            certainLeft -= call.attempt.isCertain() ? 1 : 0;
            call.take();
            return head.next;
        }

        private @Nullable Entry takeBack() {
            Taken last = stack.pop();
            Entry call = last.entry();
            state = last.before();
            taken.clear(call.index);
            certainLeft += call.attempt.isCertain() ? 1 : 0;
            call.putBack();
            return call.next;
        }

        private void rememberWhereItStuck(@Nullable Entry at) {
            if (at != null && stack.size() >= deepest) {
                deepest = stack.size();
                stuckAt = at.attempt;
            }
        }
    }

    private record Moment(long at, boolean isCall, Entry entry) {}

    private static Entry chain(List<Attempt> attempts) {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            Entry end = new Entry(attempt, i, null);
            moments.add(new Moment(attempt.calledAt(), true, new Entry(attempt, i, end)));
            moments.add(new Moment(attempt.isCertain() ? attempt.endedAt() : Attempt.NEVER, false, end));
        }
        moments.sort(Comparator.comparingLong(Moment::at).thenComparing(moment -> !moment.isCall()));
        Entry head = new Entry(NOBODY, -1, null);
        Entry last = head;
        for (Moment moment : moments) {
            last.next = moment.entry();
            moment.entry().previous = last;
            last = moment.entry();
        }
        return head;
    }
}

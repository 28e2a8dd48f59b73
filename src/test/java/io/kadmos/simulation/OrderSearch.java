package io.kadmos.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Outcome;
import io.kadmos.simulation.LinearizabilityChecker.Verdict;

/**
 * One search for an order of attempts. Three things keep it short: an attempt that changes nothing comes as early as it
 * can, since no order gets worse by that; writes of unknown outcome come only when nothing else is possible, and only if
 * what follows needs them; and of those that are alike only the first is tried.
 */
final class OrderSearch {

    private static final int MAX_STEPS = 3_000_000;
    private static final int NONE = -1;
    private static final Attempt NOBODY = new Attempt(RegisterState.ABSENT, 0, 0, new Action.Get(),
            new Outcome.Nothing());

    private final RegisterModel model;
    private final Entry head;
    /** For each attempt the one before it that is as good, and has to be taken first. */
    private final int[] alike;
    private final BitSet taken = new BitSet();
    private final Set<Seen> seen = new HashSet<>();
    private final Deque<Taken> stack = new ArrayDeque<>();
    private RegisterState state = RegisterState.EMPTY;
    private int certainLeft;
    private int deepest;
    private @Nullable Attempt stuckAt;

    OrderSearch(RegisterModel model, List<Attempt> attempts) {
        this.model = model;
        this.head = chain(attempts);
        this.alike = alike(model, attempts);
        this.certainLeft = (int) attempts.stream().filter(Attempt::isCertain).count();
    }

    /** @param isFree whether it changed nothing, so that there was no other choice worth trying */
    private record Taken(Entry entry, RegisterState before, boolean isFree) {}

    private record Seen(BitSet taken, RegisterState state) {}

    Verdict run() {
        @Nullable Entry at = first();
        for (int steps = 0; certainLeft > 0; steps++) {
            if (steps > MAX_STEPS) {
                return new Verdict.TooHard("no order found in " + MAX_STEPS + " steps, never past " + stuckAt);
            }
            if (at != null) {
                at = tryToTake(at);
            } else if (stack.isEmpty()) {
                return new Verdict.Violated("there is no order; the search never got past " + stuckAt);
            } else {
                rememberWhereItStuck();
                at = takeBack();
            }
        }
        return new Verdict.Linearizable();
    }

    /** Lets the attempt be the next in the order, if it can be. Returns where to go on. */
    private @Nullable Entry tryToTake(Entry call) {
        boolean certain = call.attempt.isCertain();
        RegisterState after = model.step(state, call.attempt);
        boolean changesNothing = state.equals(after);
        if (after == null || changesNothing && !certain || wouldBeTheSameWithoutTheLast(call, after)) {
            return next(call, certain);
        }
        taken.set(call.index);
        if (!seen.add(new Seen((BitSet) taken.clone(), after))) {
            taken.clear(call.index);
            return changesNothing ? null : next(call, certain);
        }
        stack.push(new Taken(call, state, changesNothing));
        state = after;
        certainLeft -= certain ? 1 : 0;
        call.take();
        return first();
    }

    /** Whether a write of unknown outcome just before this attempt served no purpose. */
    private boolean wouldBeTheSameWithoutTheLast(Entry call, RegisterState after) {
        Taken last = stack.peek();
        return last != null && !last.entry().attempt.isCertain()
                && after.equals(model.step(last.before(), call.attempt));
    }

    /** Where to begin after a step: with an attempt that changes nothing, if there is one. */
    private @Nullable Entry first() {
        for (Entry at = head.next; at != null && at.end != null; at = at.next) {
            if (at.attempt.isCertain() && state.equals(model.step(state, at.attempt))) {
                return at;
            }
        }
        return next(head, true);
    }

    /** The next call that may come now: first those that are certain, then those that may never have happened. */
    private @Nullable Entry next(Entry after, boolean certain) {
        for (Entry at = after.next; at != null && at.end != null; at = at.next) {
            boolean isItsTurn = alike[at.index] == NONE || taken.get(alike[at.index]);
            if (at.attempt.isCertain() == certain && isItsTurn) {
                return at;
            }
        }
        return certain ? next(head, false) : null;
    }

    private @Nullable Entry takeBack() {
        Taken last = stack.pop();
        Entry call = last.entry();
        boolean certain = call.attempt.isCertain();
        state = last.before();
        taken.clear(call.index);
        certainLeft += certain ? 1 : 0;
        call.putBack();
        return last.isFree() ? null : next(call, certain);
    }

    /** The end that was reached first with its attempt not taken yet. */
    private void rememberWhereItStuck() {
        if (stack.size() < deepest) {
            return;
        }
        Entry at = head.next;
        while (at != null && at.end != null) {
            at = at.next;
        }
        deepest = stack.size();
        stuckAt = at == null ? null : at.attempt;
    }

    private static int[] alike(RegisterModel model, List<Attempt> attempts) {
        int[] alike = new int[attempts.size()];
        Map<RegisterModel.Kind, Integer> newest = new HashMap<>();
        List<Integer> byCall = new ArrayList<>();
        for (int i = 0; i < alike.length; i++) {
            alike[i] = NONE;
            byCall.add(i);
        }
        byCall.sort(Comparator.comparingLong(i -> attempts.get(i).calledAt()));
        for (int i : byCall) {
            model.kind(attempts.get(i)).map(kind -> newest.put(kind, i)).ifPresent(before -> alike[i] = before);
        }
        return alike;
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
        Entry head = new Entry(NOBODY, NONE, null);
        Entry last = head;
        for (Moment moment : moments) {
            last.next = moment.entry();
            moment.entry().previous = last;
            last = moment.entry();
        }
        return head;
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
}

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
 * One search for an order of attempts. Four things keep it short: an attempt that can be no write comes as soon as it
 * changes nothing, since no order gets worse by that; writes of unknown outcome come only if what follows needs them;
 * of those that are alike only the first is tried; and what the disks tell about the order of writes is tried first.
 */
final class OrderSearch {

    private static final int MAX_STEPS = 3_000_000;
    private static final int NONE = -1;
    private static final Attempt NO_ATTEMPT = new Attempt(RegisterState.ABSENT, 0, 0, new Action.Get(),
            new Outcome.Nothing());

    private final RegisterModel model;
    private final Entry head;
    /** For each attempt the one before it that is as good, and has to be taken first. */
    private final int[] alike;
    private final Comparator<Entry> likeliestFirst;
    private final BitSet taken = new BitSet();
    private final Set<Seen> seen = new HashSet<>();
    private final Deque<Step> stack = new ArrayDeque<>();
    private RegisterState state = RegisterState.EMPTY;
    private int certainLeft;
    private int deepest;
    private @Nullable Attempt stuckAt;

    OrderSearch(RegisterModel model, List<Attempt> attempts, Traces traces) {
        this.model = model;
        this.head = chain(attempts);
        this.alike = alike(model, attempts);
        this.likeliestFirst = Comparator.<Entry>comparingLong(entry -> traces.place(entry.attempt))
                .thenComparing(entry -> !entry.attempt.isCertain());
        this.certainLeft = (int) attempts.stream().filter(Attempt::isCertain).count();
    }

    private record Seen(BitSet taken, RegisterState state) {}

    /** One step of the order: what may come here, how far that was tried, and what was taken. */
    private static final class Step {

        private final RegisterState before;
        private final List<Entry> choices;
        private int tried;
        private @Nullable Entry taken;

        private Step(RegisterState before, List<Entry> choices) {
            this.before = before;
            this.choices = choices;
        }
    }

    Verdict run() {
        stack.push(new Step(state, choices()));
        for (int steps = 0; certainLeft > 0; steps++) {
            Step step = stack.peek();
            if (steps > MAX_STEPS) {
                return new Verdict.TooHard("no order found in " + MAX_STEPS + " steps, never past " + stuckAt);
            }
            if (step == null) {
                return new Verdict.Violated("there is no order; the search never got past " + stuckAt);
            }
            if (step.tried < step.choices.size()) {
                tryToTake(step, step.choices.get(step.tried++));
            } else {
                rememberWhereItStuck();
                takeBack();
            }
        }
        return new Verdict.Linearizable();
    }

    /** Lets the attempt be the next in the order, if it can be. */
    private void tryToTake(Step step, Entry call) {
        RegisterState after = model.step(state, call.attempt);
        boolean isIdle = !call.attempt.isCertain() && state.equals(after);
        if (after == null || isIdle || wouldBeTheSameWithoutTheLast(call, after)) {
            return;
        }
        taken.set(call.index);
        if (!seen.add(new Seen((BitSet) taken.clone(), after))) {
            taken.clear(call.index);
            return;
        }
        step.taken = call;
        state = after;
        certainLeft -= call.attempt.isCertain() ? 1 : 0;
        call.take();
        stack.push(new Step(state, choices()));
    }

    /** Gives up the newest step, and what the one before it took. */
    private void takeBack() {
        stack.pop();
        Step step = stack.peek();
        if (step == null || step.taken == null) {
            return;
        }
        Entry call = step.taken;
        state = step.before;
        step.taken = null;
        taken.clear(call.index);
        certainLeft += call.attempt.isCertain() ? 1 : 0;
        call.putBack();
    }

    /** Whether a write of unknown outcome just before this attempt served no purpose. */
    private boolean wouldBeTheSameWithoutTheLast(Entry call, RegisterState after) {
        for (Step step : stack) {
            if (step.taken != null) {
                return !step.taken.attempt.isCertain() && after.equals(model.step(step.before, call.attempt));
            }
        }
        return false;
    }

    /** What may come next: one attempt that is no write and changes nothing, if there is one, else all in turn. */
    private List<Entry> choices() {
        List<Entry> choices = new ArrayList<>();
        for (Entry at = head.next; at != null && at.end != null; at = at.next) {
            if (isNoWrite(at.attempt) && state.equals(model.step(state, at.attempt))) {
                return List.of(at);
            }
            if (alike[at.index] == NONE || taken.get(alike[at.index])) {
                choices.add(at);
            }
        }
        choices.sort(likeliestFirst);
        return choices;
    }

    /**
     * Whether it is no write wherever it comes. A write that changes nothing here, as a DELETE of nothing, may have to
     * come later, where it makes the register forget an older one.
     */
    private static boolean isNoWrite(Attempt attempt) {
        return switch (attempt.outcome()) {
            case Outcome.Found _, Outcome.Nothing _, Outcome.Failed _ -> true;
            case Outcome.Written _, Outcome.Removed _, Outcome.Unknown _, Outcome.NeverHappened _ -> false;
        };
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
        Entry head = new Entry(NO_ATTEMPT, NONE, null);
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

package io.kadmos.simulation;

import java.util.List;

import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Outcome;

/**
 * Looks for an order of all attempts on one key in which each of them takes effect between its call and its end, as the
 * {@link RegisterModel} would have it: the search of Wing and Gong (1993) with the memory of Lowe (2017). Attempts of
 * unknown outcome may take effect at any time after their call, or never.
 */
public final class LinearizabilityChecker {

    /** The most attempts on one key: beyond it the search is too likely to exceed its budget. */
    public static final int MAX_ATTEMPTS = 300;

    /** How many writes a record remembers; a retry that comes later than that is applied again. */
    private static final int MEMORY = 8;

    private final ExpiryWindow window;
    private final int memory;

    /** Checks registers whose values never expire. */
    public LinearizabilityChecker() {
        this(ExpiryWindow.EXACT);
    }

    LinearizabilityChecker(ExpiryWindow window) {
        this(window, MEMORY);
    }

    /** Checks registers that remember so many writes. */
    LinearizabilityChecker(ExpiryWindow window, int memory) {
        this.window = window;
        this.memory = memory;
    }

    /** What the search came to. */
    public sealed interface Verdict {

        record Linearizable() implements Verdict {}

        record Violated(String why) implements Verdict {}

        /** Too many steps; counts as a failure, since a check that gives up proves nothing. */
        record TooHard(String why) implements Verdict {}
    }

    /** Checks the attempts on one key. */
    public Verdict check(List<Attempt> attempts) {
        return check(attempts, Traces.none());
    }

    /** Checks the attempts on one key, knowing what the disks saw of it. */
    Verdict check(List<Attempt> attempts, Traces traces) {
        List<Attempt> relevant = attempts.stream().filter(LinearizabilityChecker::matters)
                .filter(traces::mayHaveHappened).toList();
        if (relevant.size() > MAX_ATTEMPTS) {
            return new Verdict.TooHard(relevant.size() + " attempts on one key");
        }
        RegisterModel model = new RegisterModel(relevant, window, memory, traces);
        return model.contradictions().isEmpty()
                ? new OrderSearch(model, relevant, traces).run()
                : new Verdict.Violated(model.contradictions().toString());
    }

    private static boolean matters(Attempt attempt) {
        boolean brokenOffRead = attempt.action() instanceof Action.Get && !attempt.isCertain();
        return !brokenOffRead && !(attempt.outcome() instanceof Outcome.NeverHappened);
    }
}

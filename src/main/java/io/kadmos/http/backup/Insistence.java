package io.kadmos.http.backup;

import java.time.Duration;
import java.util.function.Supplier;

import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Does again what did not work for the moment, for work that nobody wants to begin anew because one of its many parts
 * met an election, a restart or a full queue.
 *
 * @param patience how long one part may take before it counts as impossible
 */
public record Insistence(Duration patience) {

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** The result of an attempt. @throws Problem of the last one if none worked in time, or of one that is final */
    <T> T insist(Supplier<T> attempt) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (true) {
            try {
                return attempt.get();
            } catch (Problem problem) {
                if (!isPassing(problem) || System.nanoTime() - startNanos > patience.toNanos()) {
                    throw problem;
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    /** A write whose fate is not known may be tried again: its name stays the same. */
    private static boolean isPassing(Problem problem) {
        return problem.kind() == Kind.NOT_APPLIED || problem.kind() == Kind.OUTCOME_UNKNOWN;
    }
}

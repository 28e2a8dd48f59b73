package io.kadmos.http.backup;

import java.time.Duration;
import java.util.function.Supplier;

import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/**
 * Repeats an operation whose problem may pass: an export or import of many keys must not fail because one operation met
 * a reconfiguration, a restart or a full queue. Callable from any thread; sleeps between attempts.
 *
 * @param patience how long one operation is repeated
 */
public record Insistence(Duration patience) {

    private static final Duration PAUSE = Duration.ofMillis(250);

    /**
     * The result of the first attempt that succeeds.
     *
     * @throws Problem of the last attempt when the patience is over, or one that cannot pass
     */
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

    /** A write with an unknown outcome may be repeated: its operation id stays the same. */
    private static boolean isPassing(Problem problem) {
        return problem.kind() == Kind.NOT_APPLIED || problem.kind() == Kind.OUTCOME_UNKNOWN;
    }
}

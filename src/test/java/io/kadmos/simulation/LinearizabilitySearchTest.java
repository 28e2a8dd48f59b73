package io.kadmos.simulation;

import static io.kadmos.simulation.HistoryBuilder.op;
import static io.kadmos.simulation.HistoryBuilder.version;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Condition;
import io.kadmos.simulation.Attempt.Outcome;
import io.kadmos.simulation.LinearizabilityChecker.Verdict;

/**
 * Compares the search with one that simply tries every order, on many small random histories. Values do not end in
 * them: the search knows better than the simple one that time passes only once.
 */
class LinearizabilitySearchTest {

    private static final int HISTORIES = 20_000;
    /** So little that even among few attempts a retry may come too late to be recognised. */
    private static final int MEMORY = 1;

    @Test
    void findsAnOrderExactlyWhenThereIsOne() {
        int violated = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<Attempt> history = randomHistory(new SplittableRandom(seed));
            boolean expected = hasOrder(history);
            Verdict verdict = new LinearizabilityChecker(ExpiryWindow.EXACT, MEMORY).check(history);
            assertThat(verdict instanceof Verdict.Linearizable).as("seed %d: %s", seed, history).isEqualTo(expected);
            violated += expected ? 0 : 1;
        }
        assertThat(violated).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    }

    private static List<Attempt> randomHistory(RandomGenerator random) {
        List<Attempt> history = new ArrayList<>();
        int count = 2 + random.nextInt(5);
        int writesOfThree = random.nextInt(1, 4);
        for (int number = 0; number < count; number++) {
            long from = random.nextInt(20);
            long until = from + random.nextInt(12);
            int other = random.nextInt(number + 1);
            history.add(random.nextInt(3) < writesOfThree || number == 0
                    ? write(random, number, from, until, random.nextInt(4) == 0 ? other : number)
                    : read(random, number, from, until, history.get(random.nextInt(number))));
        }
        return history;
    }

    private static Attempt read(RandomGenerator random, int number, long from, long until, Attempt writer) {
        boolean readable = writer.action() instanceof Action.Put && random.nextInt(4) > 0;
        Outcome outcome = readable
                ? new Outcome.Found(writer.number(), version(writer.number()))
                : new Outcome.Nothing();
        return new Attempt(number, from, until, new Action.Get(), outcome);
    }

    private static Attempt write(RandomGenerator random, int number, long from, long until, int op) {
        Condition condition = switch (random.nextInt(6)) {
            case 0 -> new Condition.Absent();
            case 1 -> new Condition.MatchAny();
            case 2 -> new Condition.Match(version(random.nextInt(number + 1)));
            default -> new Condition.None();
        };
        Action action = random.nextInt(3) == 0
                ? new Action.Delete(op(op), condition)
                : new Action.Put(op(op), condition, Attempt.NEVER);
        Outcome outcome = switch (random.nextInt(5)) {
            case 0 -> new Outcome.Unknown(Optional.empty());
            case 1 -> new Outcome.Failed(random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(version(random.nextInt(number + 1))));
            default -> new Outcome.Written(version(random.nextInt(4) == 0 ? op : number), random.nextBoolean());
        };
        return new Attempt(number, from, outcome instanceof Outcome.Unknown ? Attempt.NEVER : until, action, outcome);
    }

    private static boolean hasOrder(List<Attempt> history) {
        RegisterModel model = new RegisterModel(history, ExpiryWindow.EXACT, MEMORY, Traces.none());
        return model.contradictions().isEmpty() && hasOrder(model, RegisterState.EMPTY, history);
    }

    private static boolean hasOrder(RegisterModel model, RegisterState state, List<Attempt> left) {
        if (left.stream().noneMatch(Attempt::isCertain)) {
            return true;
        }
        for (Attempt first : left) {
            boolean tooLate = left.stream().anyMatch(each -> each.isCertain() && each.endedAt() < first.calledAt());
            @Nullable RegisterState after = tooLate ? null : model.step(state, first);
            if (after != null && hasOrder(model, after, without(left, first))) {
                return true;
            }
        }
        return false;
    }

    private static List<Attempt> without(List<Attempt> attempts, Attempt one) {
        return attempts.stream().filter(each -> each.number() != one.number()).toList();
    }
}

package io.kadmos.simulation;

import static io.kadmos.simulation.HistoryBuilder.op;
import static io.kadmos.simulation.HistoryBuilder.version;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.record.Version;
import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Condition;
import io.kadmos.simulation.Attempt.Outcome;
import io.kadmos.simulation.LinearizabilityChecker.Verdict;

class LinearizabilityCheckerTest {

    private final LinearizabilityChecker checker = new LinearizabilityChecker(ExpiryWindow.EXACT);

    @Test
    void anEmptyHistoryIsLinearizable() {
        assertLinearizable(history());
    }

    @Test
    void aReadFindsTheLastWrite() {
        assertLinearizable(history().created(1, 0, 10).replaced(2, 20, 30).found(3, 2, 40, 50));
        assertViolated(history().created(1, 0, 10).replaced(2, 20, 30).found(3, 1, 40, 50));
    }

    @Test
    void aReadDuringAWriteFindsEither() {
        assertLinearizable(history().created(1, 0, 10).replaced(2, 20, 60).found(3, 1, 30, 40));
        assertLinearizable(history().created(1, 0, 10).replaced(2, 20, 60).found(3, 2, 30, 40));
    }

    @Test
    void readsDoNotGoBack() {
        assertViolated(history().created(1, 0, 10).replaced(2, 20, 90).found(3, 2, 30, 40).found(4, 1, 50, 60));
    }

    @Test
    void anUnknownWriteMayHappenLateOrNever() {
        var before = history().created(1, 0, 10).lost(2, 20);
        assertLinearizable(before.found(3, 1, 30, 40).found(4, 2, 50, 60));
        assertLinearizable(history().created(1, 0, 10).lost(2, 20).found(3, 1, 30, 40));
        assertViolated(history().created(1, 0, 10).lost(2, 20).found(3, 2, 30, 40).found(4, 1, 50, 60));
    }

    @Test
    void aWriteThatNeverHappenedIsNeverSeen() {
        assertViolated(history().put(1, 0, 10, new Condition.None(), new Outcome.NeverHappened()).found(2, 1, 20, 30));
    }

    @Test
    void deletedValuesDoNotReturn() {
        assertLinearizable(history().created(1, 0, 10).deleted(2, 20, 30, false).nothing(3, 40, 50));
        assertViolated(history().created(1, 0, 10).deleted(2, 20, 30, false).found(3, 1, 40, 50));
    }

    @Test
    void aDeleteThatDoesNotTellOverWhatStillDeletes() {
        assertLinearizable(history().add(removed(1, 1, 0, 10)).created(2, 20, 30).add(removed(3, 3, 40, 50))
                .nothing(4, 60, 70));
        assertViolated(history().created(1, 0, 10).add(removed(2, 2, 20, 30)).found(3, 1, 40, 50));
        assertLinearizable(history().created(1, 0, 10).add(removed(2, 2, 20, 30)).created(3, 40, 50)
                .add(removed(4, 2, 60, 70)).found(5, 3, 80, 90));
        assertViolated(history().created(1, 0, 10).add(removed(2, 2, 20, 30)).created(3, 40, 50)
                .add(removed(4, 2, 60, 70)).nothing(5, 80, 90));
    }

    @Test
    void theStatusOfAWriteTellsWhatWasThere() {
        assertViolated(history().created(1, 0, 10).created(2, 20, 30));
        assertViolated(history().replaced(1, 0, 10));
        assertViolated(history().deleted(1, 0, 10, false));
        assertLinearizable(history().created(1, 0, 10).deleted(2, 20, 30, false).created(3, 40, 50));
    }

    @Test
    void onlyOneOfTwoConditionalWritesWins() {
        Condition first = new Condition.Match(version(1));
        Outcome won = new Outcome.Written(version(2), false);
        assertLinearizable(history().created(1, 0, 10).put(2, 20, 50, first, won)
                .put(3, 20, 50, first, new Outcome.Failed(Optional.of(version(2)))).found(4, 2, 60, 70));
        assertViolated(history().created(1, 0, 10).put(2, 20, 50, first, won)
                .put(3, 20, 50, first, new Outcome.Written(version(3), false)));
    }

    @Test
    void aFailedConditionTellsWhatWasThere() {
        Condition absent = new Condition.Absent();
        assertLinearizable(history().created(1, 0, 10)
                .put(2, 20, 30, absent, new Outcome.Failed(Optional.of(version(1)))));
        assertViolated(history().created(1, 0, 10).replaced(3, 11, 12)
                .put(2, 20, 30, absent, new Outcome.Failed(Optional.of(version(1)))));
        assertViolated(history().put(1, 0, 10, absent, new Outcome.Failed(Optional.empty())));
    }

    @Test
    void aRetryIsAppliedOnce() {
        Outcome once = new Outcome.Written(version(1), true);
        assertLinearizable(history().lost(1, 0).replaced(2, 20, 30).add(retry(3, 40, 50, once)).found(4, 2, 60, 70));
        assertViolated(history().lost(1, 0).found(5, 1, 10, 15).replaced(2, 20, 30)
                .add(retry(3, 40, 50, new Outcome.Written(version(3), false))).found(4, 3, 60, 70));
    }

    @Test
    void aRetryThatComesAfterEightOtherWritesIsAppliedAgain() {
        var history = history().created(1, 0, 10);
        IntStream.range(20, 28).forEach(i -> history.replaced(i, i, i));
        assertLinearizable(history.add(retry(3, 40, 50, new Outcome.Written(version(3), false))).found(4, 3, 60, 70));
    }

    @Test
    void aRetryOfADeleteThatIsRecognisedTellsTheVersionOfTheFirst() {
        var deleted = history().deleted(1, 0, 10, true);
        assertLinearizable(deleted.add(deletedAgain(2, 20, 30, version(1), true)));
        assertViolated(history().deleted(1, 0, 10, true).add(deletedAgain(2, 20, 30, version(2), true)));
    }

    @Test
    void aLateRetryOfADeleteIsAppliedAgainUnderAVersionOfItsOwn() {
        var history = history().created(0, 0, 5).deleted(1, 6, 10, false).created(20, 20, 20);
        IntStream.range(21, 28).forEach(i -> history.replaced(i, i, i));
        assertLinearizable(history.add(deletedAgain(3, 15, 50, version(3), false)).nothing(4, 60, 70));
    }

    @Test
    void aDeleteOfNothingMakesTheRegisterForgetAnOlderWriteToo() {
        assertLinearizable(lateRetryAfter(7).nothing(5, 70, 80));
        assertViolated(lateRetryAfter(6).nothing(5, 70, 80));
    }

    /** Two deletes of nothing at one time, some writes, and a retry of the first delete that is applied again. */
    private static HistoryBuilder lateRetryAfter(int writes) {
        var history = history().deleted(1, 0, 30, true).deleted(2, 5, 10, true).created(20, 20, 20);
        IntStream.range(21, 20 + writes).forEach(i -> history.replaced(i, i, i));
        return history.add(deletedAgain(3, 50, 60, version(3), false));
    }

    @Test
    void aValueWithATimeToLiveEndsOnce() {
        var history = history().add(expiring(1, 0, 10, 100));
        assertLinearizable(history.found(2, 1, 50, 60).found(3, 1, 90, 120).nothing(4, 105, 130).nothing(5, 140, 150));
        assertViolated(history().add(expiring(1, 0, 10, 100)).nothing(2, 50, 60));
        assertViolated(history().add(expiring(1, 0, 10, 100)).found(2, 1, 111, 120));
        assertViolated(history().add(expiring(1, 0, 10, 100)).nothing(2, 102, 103).found(3, 1, 104, 105));
    }

    @Test
    void clocksThatAreApartWidenTheTimeInWhichAValueMayEnd() {
        var wide = new LinearizabilityChecker(new ExpiryWindow(30, true));
        assertThat(wide.check(history().add(expiring(1, 0, 10, 100)).nothing(2, 70, 75).build()))
                .isInstanceOf(Verdict.Linearizable.class);
        assertThat(wide.check(history().add(expiring(1, 0, 10, 100)).nothing(2, 50, 65).build()))
                .isInstanceOf(Verdict.Violated.class);
    }

    @Test
    void oneVersionBelongsToOneValue() {
        assertViolated(history().created(1, 0, 10)
                .put(2, 20, 30, new Condition.None(), new Outcome.Written(version(1), false)));
    }

    @Test
    void tooLongAHistoryIsAFailure() {
        var history = history();
        IntStream.rangeClosed(0, LinearizabilityChecker.MAX_ATTEMPTS).forEach(i -> history.nothing(i, i, i));
        assertThat(checker.check(history.build())).isInstanceOf(Verdict.TooHard.class);
    }

    private static HistoryBuilder history() {
        return new HistoryBuilder();
    }

    /** Another try of the operation of attempt 1. */
    private static Attempt retry(int number, long from, long until, Outcome outcome) {
        return new Attempt(number, from, until, new Action.Put(op(1), new Condition.None(), Attempt.NEVER), outcome);
    }

    /** Another try of the delete of attempt 1. */
    private static Attempt deletedAgain(int number, long from, long until, Version version, boolean nothingThere) {
        return new Attempt(number, from, until, new Action.Delete(op(1), new Condition.None()),
                new Outcome.Written(version, nothingThere));
    }

    /** A try of a delete, acknowledged without a word about what was there. */
    private static Attempt removed(int number, int op, long from, long until) {
        return new Attempt(number, from, until, new Action.Delete(op(op), new Condition.None()), new Outcome.Removed());
    }

    private static Attempt expiring(int number, long from, long until, long ttl) {
        return new Attempt(number, from, until, new Action.Put(op(number), new Condition.None(), ttl),
                new Outcome.Written(version(number), true));
    }

    private void assertLinearizable(HistoryBuilder history) {
        assertThat(checker.check(history.build())).isInstanceOf(Verdict.Linearizable.class);
    }

    private void assertViolated(HistoryBuilder history) {
        assertThat(checker.check(history.build())).isInstanceOf(Verdict.Violated.class);
    }
}

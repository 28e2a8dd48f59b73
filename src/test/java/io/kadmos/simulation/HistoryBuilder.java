package io.kadmos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Version;
import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Condition;
import io.kadmos.simulation.Attempt.Outcome;

/** Writes histories of one key by hand. Attempt n has the version n; times are whatever the test counts in. */
final class HistoryBuilder {

    private final List<Attempt> attempts = new ArrayList<>();

    static Version version(int attempt) {
        return new Version(attempt, 7);
    }

    static OpId op(int number) {
        return new OpId(0, number);
    }

    /** A put that was acknowledged as the first of its key. */
    HistoryBuilder created(int number, long from, long until) {
        return put(number, from, until, new Condition.None(), new Outcome.Written(version(number), true));
    }

    /** A put that was acknowledged as the replacement of another value. */
    HistoryBuilder replaced(int number, long from, long until) {
        return put(number, from, until, new Condition.None(), new Outcome.Written(version(number), false));
    }

    /** A put of unknown outcome. */
    HistoryBuilder lost(int number, long from) {
        return put(number, from, Attempt.NEVER, new Condition.None(), new Outcome.Unknown(Optional.empty()));
    }

    HistoryBuilder put(int number, long from, long until, Condition condition, Outcome outcome) {
        return add(new Attempt(number, from, until, new Action.Put(op(number), condition, Attempt.NEVER), outcome));
    }

    HistoryBuilder deleted(int number, long from, long until, boolean nothingThere) {
        return add(new Attempt(number, from, until, new Action.Delete(op(number), new Condition.None()),
                new Outcome.Written(version(number), nothingThere)));
    }

    /** A read that found the value of a put. */
    HistoryBuilder found(int number, int writer, long from, long until) {
        return add(new Attempt(number, from, until, new Action.Get(), new Outcome.Found(writer, version(writer))));
    }

    HistoryBuilder nothing(int number, long from, long until) {
        return add(new Attempt(number, from, until, new Action.Get(), new Outcome.Nothing()));
    }

    HistoryBuilder add(Attempt attempt) {
        attempts.add(attempt);
        return this;
    }

    List<Attempt> build() {
        return List.copyOf(attempts);
    }
}

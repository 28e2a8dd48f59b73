package io.kadmos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.register.NotApplied;

/** Every attempt of every client, by key. */
final class History {

    private final Scheduler scheduler;
    private final Map<Key, List<Attempt>> byKey = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private int begun;

    History(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** An attempt whose outcome is not known yet. */
    final class Ongoing {

        private final int number;
        private final Key key;
        private final long calledAt = scheduler.nowNanos();
        private final Attempt.Action action;
        private boolean ended;

        private Ongoing(int number, Key key, Attempt.Action action) {
            this.number = number;
            this.key = key;
            this.action = action;
        }

        int number() {
            return number;
        }

        Key key() {
            return key;
        }

        long calledAt() {
            return calledAt;
        }

        boolean hasEnded() {
            return ended;
        }

        /** Takes the first outcome; a client that has given up does not hear the second. */
        boolean end(Attempt.Outcome outcome) {
            if (ended) {
                return false;
            }
            ended = true;
            long endedAt = outcome instanceof Attempt.Outcome.Unknown ? Attempt.NEVER : scheduler.nowNanos();
            byKey.computeIfAbsent(key, _ -> new ArrayList<>())
                    .add(new Attempt(number, calledAt, endedAt, action, outcome));
            count(outcome.getClass().getSimpleName());
            return true;
        }
    }

    /** The number of the next attempt, which its value names. */
    int nextNumber() {
        return begun++;
    }

    Ongoing begin(int number, Key key, Attempt.Action action) {
        return new Ongoing(number, key, action);
    }

    void count(NotApplied.Reason reason) {
        count(reason.toString());
    }

    /** How many attempts ended in which way. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** All keys that were touched. */
    List<Key> keys() {
        return List.copyOf(byKey.keySet());
    }

    List<Attempt> of(Key key) {
        return byKey.getOrDefault(key, List.of());
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}

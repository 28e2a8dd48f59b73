package io.kadmos.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.kadmos.simulation.Attempt;
import io.kadmos.simulation.LinearizabilityChecker;
import io.kadmos.simulation.LinearizabilityChecker.Verdict;

/** Every attempt of every client, by key, as the checker of the simulation takes it. For several threads. */
final class ObservedHistory {

    private final Map<String, List<Attempt>> byKey = new TreeMap<>();
    private int begun;

    /** The number of the next attempt, which is also the value that it stores if it is a put. */
    synchronized int nextNumber() {
        return begun++;
    }

    synchronized void add(String key, Attempt attempt) {
        byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(attempt);
    }

    /** How many attempts have ended. */
    synchronized int size() {
        return byKey.values().stream().mapToInt(List::size).sum();
    }

    /** How many attempts on a key have ended. */
    synchronized int size(String key) {
        return byKey.getOrDefault(key, List.of()).size();
    }

    synchronized List<String> keys() {
        return List.copyOf(byKey.keySet());
    }

    /** Every key whose attempts fit no order, why, and which they were. */
    synchronized List<String> violations() {
        LinearizabilityChecker checker = new LinearizabilityChecker();
        List<String> violations = new ArrayList<>();
        byKey.forEach((key, attempts) -> {
            Verdict verdict = checker.check(attempts);
            if (!(verdict instanceof Verdict.Linearizable)) {
                violations.add(key + ": " + verdict + "\n  " + String.join("\n  ",
                        attempts.stream().map(Attempt::toString).toList()));
            }
        });
        return violations;
    }
}

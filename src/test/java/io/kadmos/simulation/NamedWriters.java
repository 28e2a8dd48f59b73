package io.kadmos.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kadmos.dht.record.Version;
import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Condition;
import io.kadmos.simulation.Attempt.Outcome;

/** The attempts whose values some client saw, or referred to, by content or by version. */
final class NamedWriters {

    private final Map<Version, Integer> writers;
    private final Map<Integer, Version> versions;
    private final Set<Integer> named = new HashSet<>();
    /** Whether a version was named whose writer is not known: any attempt of unknown version may be its writer. */
    private boolean isAnyPossible;

    NamedWriters(List<Attempt> history, Map<Version, Integer> writers, Map<Integer, Version> versions) {
        this.writers = writers;
        this.versions = versions;
        for (Attempt attempt : history) {
            addOutcome(attempt.outcome());
            addCondition(attempt.action());
        }
    }

    boolean contains(int attempt) {
        return named.contains(attempt) || (isAnyPossible && !versions.containsKey(attempt));
    }

    private void addOutcome(Outcome outcome) {
        switch (outcome) {
            case Outcome.Found(var writer, _) -> named.add(writer);
            case Outcome.Written(var version, _) -> add(version);
            case Outcome.Failed(var current) -> current.ifPresent(this::add);
            case Outcome.Nothing _, Outcome.Removed _, Outcome.Unknown _, Outcome.NeverHappened _ -> {}
        }
    }

    private void addCondition(Action action) {
        switch (action) {
            case Action.Get() -> {}
            case Action.Put(_, var condition, _) -> addCondition(condition);
            case Action.Delete(_, var condition) -> addCondition(condition);
        }
    }

    private void addCondition(Condition condition) {
        switch (condition) {
            case Condition.Match(var version) -> add(version);
            case Condition.NoMatch(var version) -> add(version);
            case Condition.None _, Condition.MatchAny _, Condition.Absent _ -> {}
        }
    }

    private void add(Version version) {
        Integer writer = writers.get(version);
        if (writer == null) {
            isAnyPossible = true;
        } else {
            named.add(writer);
        }
    }
}

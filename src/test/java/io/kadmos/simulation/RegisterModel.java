package io.kadmos.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Version;
import io.kadmos.simulation.Attempt.Action;
import io.kadmos.simulation.Attempt.Condition;
import io.kadmos.simulation.Attempt.Outcome;
import io.kadmos.simulation.RegisterState.Creation;
import io.kadmos.simulation.RegisterState.Remembered;

/**
 * What one register does when it does one thing after the other. Where clocks leave it open whether a value has ended,
 * both answers are right: from the earliest moment at which any clock of the run can have read its expiry, to the
 * latest one.
 */
final class RegisterModel {

    private final Map<Integer, Attempt> attempts = new HashMap<>();
    private final Map<Version, Integer> writers = new HashMap<>();
    private final Map<Integer, Version> versions = new HashMap<>();
    private final Set<OpId> retried = new HashSet<>();
    private final List<String> contradictions = new ArrayList<>();
    private final ExpiryWindow window;
    private final int memory;
    private final NamedWriters named;

    /** A register that remembers so many writes. */
    RegisterModel(List<Attempt> history, ExpiryWindow window, int memory, Traces traces) {
        this.window = window;
        this.memory = memory;
        history.forEach(attempt -> attempts.put(attempt.number(), attempt));
        findRetried(history);
        traces.writers().forEach((version, writer) -> learn(writer, version));
        history.forEach(this::learnVersions);
        this.named = new NamedWriters(history, writers, versions);
    }

    /**
     * A write of unknown outcome whose value no client ever saw: it is as good as any other of the same kind, so only
     * how many of a kind took effect matters. Empty for all others.
     */
    Optional<Kind> kind(Attempt attempt) {
        boolean traceless = !attempt.isCertain() && attempt.op().filter(retried::contains).isEmpty();
        return switch (attempt.action()) {
            case Action.Delete(_, var condition) when traceless -> Optional.of(new Kind(true, condition));
            case Action.Put(_, var condition, var ttl) when traceless && ttl == Attempt.NEVER
                    && !named.contains(attempt.number()) ->
                Optional.of(new Kind(false, condition));
            case Action.Get _, Action.Put _, Action.Delete _ -> Optional.empty();
        };
    }

    /** What can be told about a write whose value no client saw. */
    record Kind(boolean deletes, Condition condition) {}

    /**
     * Whether a retry finds an earlier attempt matters only if some attempt of the operation has an outcome, or two of
     * them may have been applied visibly.
     */
    private void findRetried(List<Attempt> history) {
        Set<OpId> ops = new HashSet<>();
        Set<OpId> twice = new HashSet<>();
        Set<OpId> known = new HashSet<>();
        for (Attempt attempt : history) {
            attempt.op().filter(op -> !ops.add(op)).ifPresent(twice::add);
            attempt.op().filter(op -> attempt.isCertain()).ifPresent(known::add);
            if (attempt.outcome() instanceof Outcome.Found(var writer, _)) {
                Optional.ofNullable(attempts.get(writer)).flatMap(Attempt::op).ifPresent(known::add);
            }
        }
        twice.stream().filter(known::contains).forEach(retried::add);
    }

    /** Two values under one version, or one value under two. */
    List<String> contradictions() {
        return contradictions;
    }

    /** The state after an attempt that found this state and ended as it did; null if it cannot have found it. */
    @Nullable RegisterState step(RegisterState state, Attempt attempt) {
        return switch (attempt.action()) {
            case Action.Get() -> read(state, attempt);
            case Action.Put(var op, var condition, _) -> write(state, attempt, op, condition);
            case Action.Delete(var op, var condition) -> write(state, attempt, op, condition);
        };
    }

    private @Nullable RegisterState read(RegisterState state, Attempt attempt) {
        return switch (attempt.outcome()) {
            case Outcome.Found(var writer, var version) -> state.writer() == writer && isVersionOf(version, writer)
                    && mayBePresent(state, attempt) ? state : null;
            case Outcome.Nothing() -> mayBeAbsent(state, attempt) ? state.expired() : null;
            case Outcome.Written _, Outcome.Removed _, Outcome.Failed _, Outcome.Unknown _, Outcome.NeverHappened _ ->
                throw new IllegalArgumentException("a read that ended as " + attempt.outcome());
        };
    }

    private @Nullable RegisterState write(RegisterState state, Attempt attempt, OpId op, Condition condition) {
        Optional<Remembered> own = state.find(op);
        return switch (attempt.outcome()) {
            case Outcome.Written(var version, var created) -> own.isPresent()
                    ? repeated(state, own.get(), version, created)
                    : applied(state, attempt, new Outcome.Written(version, created), condition);
            case Outcome.Failed(var current) -> own.isPresent() ? null : failed(state, attempt, current, condition);
            case Outcome.Removed() -> own.isPresent() ? state : appliedPerhaps(state, attempt, condition);
            case Outcome.Unknown _ -> own.isPresent() ? null : appliedPerhaps(state, attempt, condition);
            case Outcome.Found _, Outcome.Nothing _, Outcome.NeverHappened _ ->
                throw new IllegalArgumentException("a write that ended as " + attempt.outcome());
        };
    }

    private @Nullable RegisterState repeated(RegisterState state, Remembered own, Version version, boolean created) {
        boolean sameVersion = own.version().map(version::equals).orElseGet(() -> isVersionOf(version, own.attempt()));
        return own.creation().mayBe(created) && sameVersion ? state : null;
    }

    private @Nullable RegisterState applied(RegisterState state, Attempt attempt, Outcome.Written outcome,
            Condition condition) {
        boolean possible = outcome.created()
                ? mayBeAbsent(state, attempt) && mayHold(condition, RegisterState.ABSENT)
                : mayBePresent(state, attempt) && mayHold(condition, state.writer());
        return possible && isVersionOf(outcome.version(), attempt.number())
                ? after(state, attempt, outcome.created() ? Creation.CREATED : Creation.REPLACED)
                : null;
    }

    private @Nullable RegisterState failed(RegisterState state, Attempt attempt, Optional<Version> current,
            Condition condition) {
        if (current.isEmpty()) {
            return mayBeAbsent(state, attempt) && mayFail(condition, RegisterState.ABSENT) ? state.expired() : null;
        }
        return mayBePresent(state, attempt) && isVersionOf(current.get(), state.writer())
                && mayFail(condition, state.writer()) ? state : null;
    }

    private @Nullable RegisterState appliedPerhaps(RegisterState state, Attempt attempt, Condition condition) {
        boolean creates = mayBeAbsent(state, attempt) && mayHold(condition, RegisterState.ABSENT);
        boolean replaces = mayBePresent(state, attempt) && mayHold(condition, state.writer());
        if (!creates && !replaces) {
            return null;
        }
        Creation certain = creates ? Creation.CREATED : Creation.REPLACED;
        return after(state, attempt, creates && replaces ? Creation.EITHER : certain);
    }

    private RegisterState after(RegisterState state, Attempt attempt, Creation creation) {
        int writer = attempt.action() instanceof Action.Put ? attempt.number() : RegisterState.ABSENT;
        OpId op = attempt.op().orElseThrow();
        return retried.contains(op)
                ? state.written(writer, new Remembered(op, attempt.number(), versionTold(attempt), creation, 0), memory)
                : state.written(writer, memory);
    }

    private static Optional<Version> versionTold(Attempt attempt) {
        return switch (attempt.outcome()) {
            case Outcome.Written(var version, _) -> Optional.of(version);
            case Outcome.Unknown(var version) -> version;
            case Outcome.Found _, Outcome.Nothing _, Outcome.Removed _, Outcome.Failed _, Outcome.NeverHappened _ ->
                Optional.empty();
        };
    }

    private boolean mayBeAbsent(RegisterState state, Attempt attempt) {
        return state.isAbsent() || attempt.endedAt() >= window.earliestEnd(writerOf(state));
    }

    private boolean mayBePresent(RegisterState state, Attempt attempt) {
        return !state.isAbsent() && attempt.calledAt() <= window.latestEnd(writerOf(state));
    }

    private Attempt writerOf(RegisterState state) {
        Attempt writer = attempts.get(state.writer());
        if (writer == null) {
            throw new IllegalStateException("no attempt wrote " + state);
        }
        return writer;
    }

    private boolean mayHold(Condition condition, int writer) {
        boolean present = writer != RegisterState.ABSENT;
        return switch (condition) {
            case Condition.None() -> true;
            case Condition.MatchAny() -> present;
            case Condition.Absent() -> !present;
            case Condition.Match(var version) -> present && isVersionOf(version, writer);
            case Condition.NoMatch(var version) -> !present || mayDiffer(version, writer);
        };
    }

    private boolean mayFail(Condition condition, int writer) {
        boolean present = writer != RegisterState.ABSENT;
        return switch (condition) {
            case Condition.None() -> false;
            case Condition.MatchAny() -> !present;
            case Condition.Absent() -> present;
            case Condition.Match(var version) -> !present || mayDiffer(version, writer);
            case Condition.NoMatch(var version) -> present && isVersionOf(version, writer);
        };
    }

    /** Whether a version can be the one of an attempt; not every version is known. */
    private boolean isVersionOf(Version version, int writer) {
        Integer known = writers.get(version);
        return known == null ? !versions.containsKey(writer) : known == writer;
    }

    private boolean mayDiffer(Version version, int writer) {
        Integer known = writers.get(version);
        return known == null || known != writer;
    }

    private void learnVersions(Attempt attempt) {
        switch (attempt.outcome()) {
            case Outcome.Found(var writer, var version) -> learn(writer, version);
            case Outcome.Unknown(var version) -> version.ifPresent(known -> learn(attempt.number(), known));
            case Outcome.Written(var version, _) -> {
                if (attempt.op().filter(retried::contains).isEmpty()) {
                    learn(attempt.number(), version);
                }
            }
            case Outcome.Nothing _, Outcome.Removed _, Outcome.Failed _, Outcome.NeverHappened _ -> {}
        }
    }

    private void learn(int writer, Version version) {
        Integer other = writers.putIfAbsent(version, writer);
        Version before = versions.putIfAbsent(writer, version);
        if ((other != null && other != writer) || (before != null && !before.equals(version))) {
            contradictions.add("version " + version.text() + " of attempt " + writer + ", also of attempt " + other
                    + " which has " + (before == null ? "none" : before.text()));
        }
    }
}

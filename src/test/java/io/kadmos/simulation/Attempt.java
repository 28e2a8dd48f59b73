package io.kadmos.simulation;

import java.util.Optional;

import io.kadmos.dht.record.OpId;
import io.kadmos.dht.record.Version;

/**
 * One try of an operation on one key, as a client saw it. The retries of a write are attempts of their own under one
 * operation id.
 *
 * @param number unique in the history; the value that a put stores names it
 * @param endedAt when the outcome came; {@link #NEVER} if it may still take effect
 */
public record Attempt(int number, long calledAt, long endedAt, Action action, Outcome outcome) {

    /** The end of an attempt of unknown outcome. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Whether it must have a place in the order of everything that happened. */
    public boolean isCertain() {
        return !(outcome instanceof Outcome.Unknown);
    }

    /** The operation of a write. */
    public Optional<OpId> op() {
        return switch (action) {
            case Action.Get() -> Optional.empty();
            case Action.Put(var op, _, _) -> Optional.of(op);
            case Action.Delete(var op, _) -> Optional.of(op);
        };
    }

    /** What was asked for. */
    public sealed interface Action {

        record Get() implements Action {}

        /** A write, with how long its value may stay, or {@link #NEVER}. */
        record Put(OpId op, Condition condition, long ttlNanos) implements Action {}

        record Delete(OpId op, Condition condition) implements Action {}
    }

    /** What must be there for a write to go ahead. */
    public sealed interface Condition {

        record None() implements Condition {}

        /** Exactly this version. */
        record Match(Version version) implements Condition {}

        /** Anything. */
        record MatchAny() implements Condition {}

        /** Anything but this version, or nothing. */
        record NoMatch(Version version) implements Condition {}

        /** Nothing. */
        record Absent() implements Condition {}
    }

    /** How it ended. */
    public sealed interface Outcome {

        /** A read found the value that this attempt wrote. */
        record Found(int writer, Version version) implements Outcome {}

        /** A read found nothing. */
        record Nothing() implements Outcome {}

        /** The write is applied, by this attempt or an earlier one of the same operation. */
        record Written(Version version, boolean created) implements Outcome {}

        /** The delete is applied, as {@link Written}, but the answer does not tell over what. */
        record Removed() implements Outcome {}

        /** The condition did not hold over this. */
        record Failed(Optional<Version> current) implements Outcome {}

        /** It may have been applied, and may yet be, under this version if that is known. */
        record Unknown(Optional<Version> version) implements Outcome {}

        /** Nothing was done and nothing will be. */
        record NeverHappened() implements Outcome {}
    }
}

package io.kadmos.http;

import io.kadmos.dht.record.OpId;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.OutcomeUnknown;
import io.kadmos.dht.register.PreconditionFailed;
import io.kadmos.dht.register.Read;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

/** Maps outcomes of operations to words for metrics, and those that are no success to problems. Stateless. */
public final class Outcomes {

    private Outcomes() {}

    static String word(ReadOutcome outcome) {
        return switch (outcome) {
            case Read(var value) -> value.isPresent() ? "found" : "absent";
            case NotApplied _ -> "not-applied";
        };
    }

    static String word(WriteOutcome outcome) {
        return switch (outcome) {
            case Written _ -> "written";
            case PreconditionFailed _ -> "precondition-failed";
            case NotApplied _ -> "not-applied";
            case OutcomeUnknown _ -> "unknown";
        };
    }

    /** The node did not apply the operation; the client may repeat it. */
    public static Problem notApplied(NotApplied.Reason reason) {
        Kind kind = reason == NotApplied.Reason.STORAGE_FULL ? Kind.STORAGE_FULL : Kind.NOT_APPLIED;
        return new Problem(kind, switch (reason) {
            case NO_QUORUM -> "no majority of the key's replicas answered in time";
            case NO_CONFIGURATION -> "no reachable node knows the members of the key's slot";
            case NOT_JOINED -> "this node has not joined its cluster yet";
            case OVERLOADED -> "too many operations wait for this key or this node";
            case STORAGE_FULL -> "the replicas' disks are above their high-water mark; deletes still work";
            case CLOCK_SKEW -> "this node's clock is too far off for a write that expires";
            case CLOSED -> "this node is shutting down";
        }).withHeader("Retry-After", "1").with("retryable", true);
    }

    /** A retry is safe only with the same operation id, which a client determines by an Idempotency-Key. */
    public static Problem unknown(OpId op, boolean retryable) {
        return new Problem(Kind.OUTCOME_UNKNOWN, "the write was sent, but not confirmed by a majority in time")
                .with("retryable", retryable).with("opId", op.hex());
    }

    /** The condition of a write does not hold: {@code 412}, with the tag of the current version if there is one. */
    public static Problem preconditionFailed(PreconditionFailed failed) {
        Problem problem = new Problem(Kind.PRECONDITION_FAILED, failed.current().isPresent()
                ? "the current version is another one"
                : "there is no value under this key");
        failed.current().ifPresent(current -> problem.withHeader("ETag", EntityTags.of(current)));
        return problem;
    }
}

package io.kadmos.dht.register.gateway;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.record.AppliedOp;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Lineage;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;

/**
 * What a gateway wants of a register, over all its rounds: to settle it as it is, or to apply a mutation once. Decides
 * what a round proposes, given the newest record that a quorum promised with. It remembers whether a proposal of the
 * mutation was ever sent, because from then on it must recognise its own work, or admit that it cannot. A refusal, even
 * of every member, proves nothing: it may answer a second copy of an ACCEPT whose first copy was taken.
 */
final class Operation {

    private final @Nullable Mutation mutation;
    private final Version version;
    private final long expiresAtMillis;
    private @Nullable Sent sent;

    /**
     * What the ACCEPTs of the mutation were built on.
     *
     * @param epoch of the first ACCEPT
     * @param base the number of writes in the shortest chain that the mutation was put in front of
     */
    private record Sent(int epoch, long base) {}

    private Operation(@Nullable Mutation mutation, Version version, long expiresAtMillis) {
        this.mutation = mutation;
        this.version = version;
        this.expiresAtMillis = expiresAtMillis;
    }

    /**
     * The identity round: has a quorum accept the record again as it is, so that the gateway may answer with it. An
     * expired value becomes a tombstone.
     */
    static Operation identity() {
        return new Operation(null, new Version(0, 0), Outline.NEVER);
    }

    /** Applies a mutation under a version that stays the same in every round. */
    static Operation apply(Mutation mutation, Version version, Instant now) {
        long expiry = mutation.effect() instanceof Effect.Put(_, var ttl) && ttl != null
                ? now.plus(ttl).toEpochMilli()
                : Outline.NEVER;
        return new Operation(mutation, version, expiry);
    }

    /** What a round does once a quorum has promised. */
    sealed interface Decision {

        /** Have this accepted; then that is the result. */
        record Propose(StoredRecord record, Result result) implements Decision {}

        /** There is nothing to accept: the quorum agrees that the key was never written. */
        record Answer(Result result) implements Decision {}

        /** The record has to be accepted again, but its body was left out: run another round and ask for it. */
        record NeedsBody() implements Decision {}

        /** The replicas are too full for this to grow. */
        record Full() implements Decision {}

        /** An earlier round may have applied the mutation, and the record no longer tells. Never apply it again. */
        record Untraceable() implements Decision {}
    }

    /** What the operation came to. */
    sealed interface Result {

        /** The register holds this, and a quorum has accepted it at this ballot. */
        record Kept(Held held) implements Result {}

        /** The mutation is applied. */
        record Applied(Version version, boolean created, @Nullable Instant expiresAt) implements Result {}

        /** The condition does not hold. */
        record Failed(Optional<Version> current) implements Result {}
    }

    /** Whether a quorum of replicas may come to hold the mutation although no round of it succeeded. */
    boolean isSent() {
        return sent != null;
    }

    /** The version that the mutation sets. */
    Version version() {
        return version;
    }

    /** Decides what to propose at a ballot over the newest record of a promising quorum. */
    Decision decide(Promises promises, Ballot ballot, Instant now) {
        Held newest = promises.newest(ballot.epoch());
        Held current = newest.isExpiredAt(now) ? buried(newest, ballot) : newest;
        if (mutation == null) {
            return keep(current, promises, ballot, new Result.Kept(current));
        }
        Lineage lineage = lineage(current, ballot.epoch());
        Optional<AppliedOp> own = lineage.find(mutation.op());
        if (own.isPresent()) {
            markSent(ballot, lineage.countBefore(own.get()));
            return keep(current, promises, ballot, applied(own.get(), current));
        }
        if (isUntraceable(lineage)) {
            return new Decision.Untraceable();
        }
        Optional<Version> there = current.version(now);
        if (!mutation.conditions().hold(there)) {
            return keep(current, promises, ballot, new Result.Failed(there));
        }
        if (promises.full() && mutation.effect() instanceof Effect.Put && !isSent()) {
            return new Decision.Full();
        }
        return propose(lineage, there.isEmpty(), ballot);
    }

    private Decision propose(Lineage lineage, boolean created, Ballot ballot) {
        markSent(ballot, lineage.chainCount());
        Mutation wanted = Objects.requireNonNull(mutation);
        Lineage next = lineage.push(new AppliedOp(wanted.op(), version, created));
        Body body = wanted.effect() instanceof Effect.Put(var put, _) ? put : null;
        Outline outline = new Outline(ballot, version, body == null, expiresAtMillis, next);
        Result result = new Result.Applied(version, created, new Held(outline, body).expiry());
        return new Decision.Propose(new StoredRecord(outline, body == null ? Body.NONE : body), result);
    }

    /**
     * The mutation is sent in front of a chain of so many writes: in this round, or in an earlier one. From here on the
     * gateway may not say that nothing was done.
     */
    private void markSent(Ballot ballot, long base) {
        sent = sent == null ? new Sent(ballot.epoch(), base) : new Sent(sent.epoch, Math.min(sent.base, base));
    }

    /** Has the register accepted again as it is: only then may anything be said about it. */
    private static Decision keep(Held current, Promises promises, Ballot ballot, Result result) {
        if (current.outline() == null && promises.unanimous(ballot.epoch())) {
            return new Decision.Answer(result);
        }
        Held kept = current.outline() == null ? buried(current, ballot) : current;
        return kept.hasBody() ? new Decision.Propose(kept.record(ballot), result) : new Decision.NeedsBody();
    }

    /** The tombstone in place of a value whose time is over, or of nothing; the round gives the version. */
    private static Held buried(Held gone, Ballot ballot) {
        Version version = new Version(ballot.hlc(), ballot.proposer());
        return new Held(new Outline(ballot, version, true, Outline.NEVER, lineage(gone, ballot.epoch())), Body.NONE);
    }

    private static Result applied(AppliedOp own, Held current) {
        Outline outline = current.outline();
        boolean stillThere = outline != null && outline.version().equals(own.version());
        return new Result.Applied(own.version(), own.created(), stillThere ? current.expiry() : null);
    }

    private static Lineage lineage(Held held, int epoch) {
        return held.outline() == null ? Lineage.beginningIn(epoch) : held.outline().lineage();
    }

    /** Whether the record may have forgotten the mutation (protocol.md R12). */
    private boolean isUntraceable(Lineage lineage) {
        return sent != null && (lineage.chainCount() - sent.base > Lineage.REMEMBERED
                || Integer.compareUnsigned(lineage.createdEpoch(), sent.epoch) > 0);
    }
}

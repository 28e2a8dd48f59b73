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
 * One operation on a register, over all its rounds: an identity round, or a mutation that is applied once. It decides
 * what a round proposes, given the newest record among the promises of a quorum (protocol.md R7). It remembers whether
 * a round has decided to send an ACCEPT of the mutation. From then on, a later round proposes the mutation again only
 * if the newest record would still tell had it been applied (protocol.md R11, R12). Refusals do not change that, not
 * even of all members: a refusal may answer a second copy of an ACCEPT whose first copy was accepted. Event loop only.
 */
final class Operation {

    private final @Nullable Mutation mutation;
    private final Version version;
    private final long expiresAtMillis;
    private @Nullable Sent sent;

    /**
     * The chains that the ACCEPTs of the mutation were built on.
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
     * An identity round: a quorum accepts the record again unchanged, so that the gateway may answer with it
     * (protocol.md R8). A tombstone replaces an expired value (protocol.md G5).
     */
    static Operation identity() {
        return new Operation(null, new Version(0, 0), Outline.NEVER);
    }

    /**
     * A mutation, under a version that stays the same in every round.
     *
     * @param now when the time to live begins
     */
    static Operation apply(Mutation mutation, Version version, Instant now) {
        long expiry = mutation.effect() instanceof Effect.Put(_, var ttl) && ttl != null
                ? now.plus(ttl).toEpochMilli()
                : Outline.NEVER;
        return new Operation(mutation, version, expiry);
    }

    /** What a round does after a quorum has promised. */
    sealed interface Decision {

        /** Have a quorum accept this record; then this is the result. */
        record Propose(StoredRecord record, Result result) implements Decision {}

        /** The quorum agrees that the key is absent, so there is nothing to accept. */
        record Answer(Result result) implements Decision {}

        /**
         * A quorum has to accept the record again, but the promises left its body out: run another round that asks for
         * it.
         */
        record NeedsBody() implements Decision {}

        /** A disk is above its high-water mark, and the mutation would set a value. */
        record Full() implements Decision {}

        /**
         * An earlier round may have applied the mutation, and the newest record can have forgotten it. Never apply it
         * again.
         */
        record Untraceable() implements Decision {}
    }

    /** The result of the operation. */
    sealed interface Result {

        /** The register holds this, and a quorum has accepted it at the ballot of the round. */
        record Kept(Held held) implements Result {}

        /**
         * The mutation is applied.
         *
         * @param created whether the key held no value before
         * @param expiresAt when the value expires; null if it does not, or if a later write has replaced it
         */
        record Applied(Version version, boolean created, @Nullable Instant expiresAt) implements Result {}

        /**
         * The condition does not hold.
         *
         * @param current the version that the key holds; empty if it holds no value
         */
        record Failed(Optional<Version> current) implements Result {}
    }

    /**
     * Whether a round has decided on an ACCEPT of the mutation or found the mutation in a lineage. Then the mutation
     * may be applied although no round of this operation succeeded (protocol.md R13).
     */
    boolean isSent() {
        return sent != null;
    }

    /** Decides what a round proposes at its ballot, over the newest record among the promises. */
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
     * Notes that an ACCEPT of the mutation is sent over a chain of {@code base} writes: in this round, or in an earlier
     * one. From here on the gateway may not answer "not applied" (protocol.md R13).
     */
    private void markSent(Ballot ballot, long base) {
        sent = sent == null ? new Sent(ballot.epoch(), base) : new Sent(sent.epoch, Math.min(sent.base, base));
    }

    /**
     * Has a quorum accept the record again unchanged. Only then may the gateway tell a client about it (protocol.md R8,
     * R10).
     */
    private static Decision keep(Held current, Promises promises, Ballot ballot, Result result) {
        if (current.outline() == null && promises.unanimous(ballot.epoch())) {
            return new Decision.Answer(result);
        }
        Held kept = current.outline() == null ? buried(current, ballot) : current;
        return kept.hasBody() ? new Decision.Propose(kept.record(ballot), result) : new Decision.NeedsBody();
    }

    /**
     * The tombstone in place of an expired value, or of an absent key. Its version is made of the ballot of the round.
     */
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

    /** Whether the record can have forgotten the mutation (protocol.md R12). */
    private boolean isUntraceable(Lineage lineage) {
        return sent != null && (lineage.chainCount() - sent.base > Lineage.REMEMBERED
                || Integer.compareUnsigned(lineage.createdEpoch(), sent.epoch) > 0);
    }
}

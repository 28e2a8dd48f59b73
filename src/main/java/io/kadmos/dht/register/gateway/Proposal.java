package io.kadmos.dht.register.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Succession;
import io.kadmos.dht.register.gateway.Operation.Decision;
import io.kadmos.dht.register.gateway.Operation.Result;

/**
 * The gateway side of CASPaxos (Rystsov 2018): one round of an operation at one ballot. A quorum promises, the
 * operation is applied to the newest record among the promises, and a quorum accepts (protocol.md R7, C1). Pure: it
 * takes the answers of members and returns what follows. It ignores an answer to PREPARE once a quorum has promised.
 * After the end of a round {@link ProposalRun} gives it no answers. Event loop only.
 */
final class Proposal {

    private final Operation operation;
    private final Configuration configuration;
    private final Ballot ballot;
    private final List<Held> promised = new ArrayList<>();
    /** The votes of the present phase. */
    private Votes votes;
    /** Whether a member has refused in the present phase. */
    private boolean isRefused;
    private boolean full;
    /** The highest ballot that a member told with a refusal. */
    private @Nullable Ballot outbid;
    private @Nullable Result proposed;

    Proposal(Operation operation, Configuration configuration, Ballot ballot) {
        this.operation = operation;
        this.configuration = configuration;
        this.ballot = ballot;
        this.votes = Votes.of(configuration);
    }

    /** What follows from the answers so far. */
    sealed interface Step {

        /** The round needs more answers. */
        record Wait() implements Step {}

        /** A quorum has promised: ask every member to accept this record. */
        record Accept(StoredRecord record) implements Step {}

        /**
         * The round succeeded.
         *
         * @param durable how many members have promised or accepted, in the phase that ended the round
         */
        record Done(Result result, int durable) implements Step {}

        /**
         * No quorum can come together at this ballot, and the highest ballot that a member promised instead is this
         * one.
         */
        record Outbid(Ballot by) implements Step {}

        /** No quorum can come together, and no member told a higher ballot. */
        record NoQuorum() implements Step {}

        /** The gateway must run another round in which members answer with every body. */
        record NeedsBody() implements Step {}

        /** The slot has a newer configuration. */
        record Moved(Succession newer) implements Step {}

        /** The round proposed nothing, because a disk is above its high-water mark. */
        record Full() implements Step {}

        /** The newest record cannot tell whether the mutation was applied (protocol.md R12). */
        record Untraceable() implements Step {}
    }

    /** Takes a member's answer to PREPARE. */
    Step promiseAnswered(Member member, Response response, Instant now) {
        if (proposed != null) {
            return new Step.Wait();
        }
        return switch (response) {
            case Response.Promised(var outline, var body, var isFull) -> {
                if (!votes.grant(member)) {
                    yield new Step.Wait();
                }
                promised.add(new Held(outline, body));
                full |= isFull;
                yield votes.isWon() ? propose(now) : new Step.Wait();
            }
            default -> refusal(member, response);
        };
    }

    /** Takes a member's answer to ACCEPT. */
    Step acceptAnswered(Member member, Response response) {
        if (proposed == null) {
            return new Step.Wait();
        }
        return switch (response) {
            case Response.Accepted() -> {
                votes.grant(member);
                yield votes.isWon() ? new Step.Done(proposed, votes.granted()) : new Step.Wait();
            }
            default -> refusal(member, response);
        };
    }

    /** Takes note that a member did not answer the question of the present phase. */
    Step failed(Member member) {
        votes.deny(member);
        return again();
    }

    /**
     * Takes note that the missing answers are late. If a member has refused, the round is lost, because only another
     * round can ask that member again.
     */
    Step overdue() {
        return isRefused ? lost() : new Step.Wait();
    }

    private Step propose(Instant now) {
        Promises promises = new Promises(promised, full);
        return switch (operation.decide(promises, ballot, now)) {
            case Decision.Propose(var record, var result) -> {
                proposed = result;
                votes = Votes.of(configuration);
                isRefused = false;
                yield new Step.Accept(record);
            }
            case Decision.Answer(var result) -> new Step.Done(result, votes.granted());
            case Decision.NeedsBody() -> new Step.NeedsBody();
            case Decision.Full() -> new Step.Full();
            case Decision.Untraceable() -> new Step.Untraceable();
        };
    }

    private Step refusal(Member member, Response response) {
        isRefused |= votes.deny(member);
        return switch (response) {
            case Response.WrongEpoch(var newer) when newer.isAfter(configuration.epoch()) -> new Step.Moved(newer);
            case Response.Outbid(var higher) -> {
                outbid = outbid == null ? higher : Ballot.max(outbid, higher);
                yield again();
            }
            default -> again();
        };
    }

    private Step again() {
        return votes.isLost() ? lost() : new Step.Wait();
    }

    private Step lost() {
        return outbid == null ? new Step.NoQuorum() : new Step.Outbid(outbid);
    }
}

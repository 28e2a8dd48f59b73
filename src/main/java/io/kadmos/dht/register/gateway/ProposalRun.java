package io.kadmos.dht.register.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.event.NodeEvent.RoundEnd;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Bodies;
import io.kadmos.dht.message.Request.Accept;
import io.kadmos.dht.message.Request.Prepare;
import io.kadmos.dht.quorum.Fanout;
import io.kadmos.dht.quorum.Gather;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.gateway.Operation.Result;
import io.kadmos.dht.register.gateway.Proposal.Step;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop.Timer;

/**
 * Runs rounds of one operation until one succeeds or the deadline passes. It then tells its ending once, and tells
 * "nothing done" only if no ACCEPT of the mutation was decided on (protocol.md R13). Event loop only.
 */
final class ProposalRun {

    private final GatewayContext gateway;
    private final Key key;
    private final Operation operation;
    private final Deadline deadline;
    private final Consumer<Ending> done;
    private final Backoff backoff;
    private Bodies bodies = Bodies.IF_SMALL;
    private @Nullable Round current;

    ProposalRun(GatewayContext gateway, Key key, Operation operation, Deadline deadline, Consumer<Ending> done) {
        this.gateway = gateway;
        this.key = key;
        this.operation = operation;
        this.deadline = deadline;
        this.done = done;
        this.backoff = new Backoff(gateway.random());
    }

    /** How a run ended. */
    sealed interface Ending {

        /**
         * With a result.
         *
         * @param durable how many members have confirmed it
         * @param replicas how many members the configuration has
         */
        record Succeeded(Result result, int durable, int replicas) implements Ending {}

        /** Without a result. The operation was not applied and never will be. */
        record NothingDone(NotApplied.Reason reason) implements Ending {}

        /** Without a result. The mutation may have been applied, or may be applied later. */
        record Uncertain() implements Ending {}
    }

    void start() {
        attempt();
    }

    private void attempt() {
        Slot slot = gateway.slots().slotOf(key);
        Optional<Configuration> configuration = gateway.slots().configuration(slot);
        if (configuration.isEmpty()) {
            giveUp(NotApplied.Reason.NO_CONFIGURATION);
        } else if (deadline.hasPassed()) {
            giveUp(NotApplied.Reason.NO_QUORUM);
        } else {
            current = new Round(slot, configuration.get());
            current.prepare();
        }
    }

    private void again() {
        if (deadline.hasPassed()) {
            giveUp(NotApplied.Reason.NO_QUORUM);
        } else {
            gateway.loop().schedule(backoff.next(deadline.remaining()), this::attempt);
        }
    }

    private void giveUp(NotApplied.Reason reason) {
        done.accept(operation.isSent() ? new Ending.Uncertain() : new Ending.NothingDone(reason));
    }

    /** One round: a proposal and the questions to members that it needs. */
    private final class Round {

        private final SlotEpoch where;
        private final Configuration configuration;
        private final Ballot ballot;
        private final Proposal proposal;
        private final List<Member> members;
        private final Fanout prepare;
        private final Whereabouts whereabouts;
        private @Nullable Timer patience;
        /** Whether the answers or questions of the present phase may carry a large value. */
        private boolean isLarge = bodies == Bodies.ALWAYS;
        /** The watch of the present phase. */
        private RoundTrace.Watch watch;

        Round(Slot slot, Configuration configuration) {
            this.where = new SlotEpoch(slot, configuration.epoch());
            this.configuration = configuration;
            this.ballot = new Ballot(configuration.epoch(), gateway.tick(), gateway.proposer());
            this.proposal = new Proposal(operation, configuration, ballot);
            Prepare question = new Prepare(where, key, ballot, bodies);
            this.members = gateway.members().nearestFirst(configuration);
            this.whereabouts = new Whereabouts(gateway, where, this::moved);
            this.prepare = new Fanout(members,
                    (member, ended) -> gateway.members().ask(member, question, deadline.call(), ended),
                    this::promiseEnded, whereabouts::look);
            this.watch = gateway.rounds().begin(Phase.PREPARE);
        }

        void prepare() {
            int quorum = configuration.quorum();
            prepare.start(quorum, gateway.loop(),
                    gateway.members().hedgeDelay(members.subList(0, quorum), deadline));
        }

        private void promiseEnded(Member member, CallResult result) {
            watch.replied(member, result);
            follow(result instanceof CallResult.Answered(var response, _)
                    ? proposal.promiseAnswered(member, response, gateway.loop().wallTime())
                    : proposal.failed(member));
            waitIfRefused(result);
        }

        /**
         * After a refusal, gives the other members a limited time, since one of them may not answer at all. That time
         * is the usual time of an answer. A phase with a large value gets more, because the usual time is that of all
         * answers, which are mostly small.
         */
        private void waitIfRefused(CallResult result) {
            if (current == this && patience == null && PreferredMembers.isRefusal(result)) {
                Duration usual = gateway.members().hedgeDelay(members, deadline);
                Duration wait = isLarge ? backoff.patience(usual, deadline.remaining()) : usual;
                patience = gateway.loop().schedule(wait, () -> {
                    patience = null;
                    follow(proposal.overdue());
                });
            }
        }

        private void moved() {
            end(RoundEnd.MOVED);
            attempt();
        }

        private void accept(StoredRecord record) {
            stopWaiting();
            watch.ended(RoundEnd.SUCCEEDED);
            watch = gateway.rounds().begin(Phase.ACCEPT);
            isLarge = !Bodies.IF_SMALL.carries(record.body().value().length());
            Accept question = new Accept(where, key, record);
            new Gather<CallResult>(configuration.members(),
                    (member, ended) -> gateway.members().ask(member, question, deadline.call(), ended),
                    this::acceptEnded, () -> {}).start();
        }

        private void acceptEnded(Member member, CallResult result) {
            if (current == this) {
                watch.replied(member, result);
                follow(result instanceof CallResult.Answered(var response, _)
                        ? proposal.acceptAnswered(member, response)
                        : proposal.failed(member));
                waitIfRefused(result);
            }
        }

        private void follow(Step step) {
            switch (step) {
                case Step.Wait() -> {}
                case Step.Accept(var record) -> accept(record);
                case Step.Done(var result, var durable) -> {
                    end(RoundEnd.SUCCEEDED);
                    done.accept(new Ending.Succeeded(result, durable, configuration.members().size()));
                }
                case Step.Outbid(var by) -> {
                    end(RoundEnd.FAILED);
                    gateway.clock().observe(by.hlc());
                    again();
                }
                case Step.NoQuorum() -> {
                    end(RoundEnd.FAILED);
                    gateway.locator().accept(where.slot());
                    again();
                }
                case Step.NeedsBody() -> {
                    end(RoundEnd.SUCCEEDED);
                    bodies = Bodies.ALWAYS;
                    attempt();
                }
                case Step.Moved(var newer) -> {
                    end(RoundEnd.MOVED);
                    gateway.slots().learn(where.slot(), newer);
                    attempt();
                }
                case Step.Full() -> {
                    end(RoundEnd.SUCCEEDED);
                    giveUp(NotApplied.Reason.STORAGE_FULL);
                }
                case Step.Untraceable() -> {
                    end(RoundEnd.SUCCEEDED);
                    done.accept(new Ending.Uncertain());
                }
            }
        }

        private void stopWaiting() {
            prepare.cancel();
            whereabouts.cancel();
            if (patience != null) {
                patience.cancel();
                patience = null;
            }
        }

        private void end(RoundEnd how) {
            stopWaiting();
            watch.ended(how);
            current = null;
        }
    }
}

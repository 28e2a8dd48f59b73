package io.kadmos.dht.register.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.event.NodeEvent.RoundEnd;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.message.Bodies;
import io.kadmos.dht.message.Request.Query;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.Fanout;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.gateway.QuorumRead.Step;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop.Timer;

/**
 * Reads a key in one round trip where a quorum agrees; otherwise it asks its caller for an identity round (protocol.md
 * R8, G5). The nearest member answers with the body, the others only with a small one. After a failed round the nearest
 * member answers like the others, so that a round does not wait for a large body; the gateway fetches it when a quorum
 * has agreed. The run tells its ending once. Event loop only.
 */
final class ReadRun {

    private final GatewayContext gateway;
    private final Key key;
    private final Deadline deadline;
    private final Consumer<Ending> done;
    private final Backoff backoff;

    ReadRun(GatewayContext gateway, Key key, Deadline deadline, Consumer<Ending> done) {
        this.gateway = gateway;
        this.key = key;
        this.deadline = deadline;
        this.done = done;
        this.backoff = new Backoff(gateway.random());
    }

    /** How a read ended. */
    sealed interface Ending {

        /** With what a quorum holds, body included. */
        record Agreed(Held held) implements Ending {}

        /** A quorum has answered without agreement, or the value has expired: an identity round has to decide. */
        record NeedsIdentityRound() implements Ending {}

        /** Without an answer. */
        record Failed(NotApplied.Reason reason) implements Ending {}
    }

    void start() {
        Slot slot = gateway.slots().slotOf(key);
        Optional<Configuration> configuration = gateway.slots().configuration(slot);
        if (configuration.isEmpty()) {
            done.accept(new Ending.Failed(NotApplied.Reason.NO_CONFIGURATION));
        } else if (deadline.hasPassed()) {
            done.accept(new Ending.Failed(NotApplied.Reason.NO_QUORUM));
        } else {
            new Round(slot, configuration.get()).start();
        }
    }

    /** One round: one question to a quorum. */
    private final class Round {

        private final SlotEpoch where;
        private final int quorum;
        private final List<Member> members;
        private final QuorumRead read;
        private final Fanout fanout;
        private final RoundTrace.Watch watch;
        private final Whereabouts whereabouts;
        private @Nullable Timer patience;

        Round(Slot slot, Configuration configuration) {
            this.where = new SlotEpoch(slot, configuration.epoch());
            this.quorum = configuration.quorum();
            this.members = gateway.members().nearestFirst(configuration);
            this.read = new QuorumRead(configuration);
            this.whereabouts = new Whereabouts(gateway, where, () -> end(new Step.Disagreement()));
            this.fanout = new Fanout(members,
                    (member, ended) -> gateway.members().ask(member, question(member), deadline.call(), ended),
                    this::ended, whereabouts::look);
            this.watch = gateway.rounds().begin(Phase.QUERY);
        }

        void start() {
            fanout.start(quorum, gateway.loop(),
                    gateway.members().hedgeDelay(members.subList(0, quorum), deadline));
        }

        private Query question(Member member) {
            boolean sendsBody = !backoff.hasBegun() && member.equals(members.getFirst());
            return new Query(where, key, sendsBody ? Bodies.ALWAYS : Bodies.IF_SMALL);
        }

        private void ended(Member member, CallResult result) {
            watch.replied(member, result);
            Step step = result instanceof CallResult.Answered(var response, _)
                    ? read.answered(member, response)
                    : read.failed(member);
            if (!(step instanceof Step.Wait)) {
                end(step);
            } else if (patience == null && (read.hasQuorum() || PreferredMembers.isRefusal(result))) {
                patience = gateway.loop().schedule(gateway.members().hedgeDelay(members, deadline),
                        () -> end(new Step.Disagreement()));
            }
        }

        /**
         * Ends the round without the members whose answers are overdue. An identity round can decide without them, and
         * only another round can ask again a member that refused.
         */
        private void end(Step step) {
            fanout.cancel();
            whereabouts.cancel();
            if (patience != null) {
                patience.cancel();
            }
            watch.ended(kind(step));
            follow(step);
        }

        private RoundEnd kind(Step step) {
            return switch (step) {
                case Step.Agreed _ -> RoundEnd.SUCCEEDED;
                case Step.Moved _ -> RoundEnd.MOVED;
                case Step.Disagreement(), Step.Wait() -> read.hasQuorum() ? RoundEnd.DISAGREED : RoundEnd.FAILED;
            };
        }

        private void follow(Step step) {
            switch (step) {
                case Step.Wait() -> {}
                case Step.Agreed(var held, var holders) -> agreed(held, holders);
                case Step.Moved(var newer) -> {
                    gateway.slots().learn(where.slot(), newer);
                    ReadRun.this.start();
                }
                case Step.Disagreement() -> {
                    if (read.hasQuorum()) {
                        done.accept(new Ending.NeedsIdentityRound());
                    } else {
                        gateway.locator().accept(where.slot());
                        retry();
                    }
                }
            }
        }

        private void agreed(Held held, Set<Member> holders) {
            if (held.isExpiredAt(gateway.loop().wallTime())) {
                done.accept(new Ending.NeedsIdentityRound());
            } else if (held.hasBody()) {
                done.accept(new Ending.Agreed(held));
            } else {
                fetchBody(held, members.stream().filter(holders::contains).toList());
            }
        }

        /**
         * Asks the members that hold the agreed record for its body, one after the other. If none of them holds that
         * record any more, the read begins anew.
         */
        private void fetchBody(Held agreed, List<Member> holders) {
            if (holders.isEmpty()) {
                retry();
                return;
            }
            gateway.members().ask(holders.getFirst(), new Query(where, key, Bodies.ALWAYS), deadline.call(),
                    result -> {
                        if (result instanceof CallResult.Answered(Response.Current(var outline, var body), _)
                                && body != null && outline != null && outline.equals(agreed.outline())) {
                            done.accept(new Ending.Agreed(new Held(outline, body)));
                        } else {
                            fetchBody(agreed, holders.subList(1, holders.size()));
                        }
                    });
        }

        private void retry() {
            gateway.loop().schedule(backoff.next(deadline.remaining()), ReadRun.this::start);
        }
    }
}

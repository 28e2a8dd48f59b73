package io.kadmos.dht.slot.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.membership.Peer;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Request.GiveUpDisks;
import io.kadmos.dht.message.Request.SurveySlots;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.RollCall;
import io.kadmos.dht.quorum.RollCall.Heard;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.RecoveryOrder;
import io.kadmos.dht.record.RecoveryOrder.Intent;
import io.kadmos.dht.record.RecoveryOutcome;
import io.kadmos.dht.record.RecoveryOutcome.Loss;
import io.kadmos.dht.record.RecoveryOutcome.Refused;
import io.kadmos.dht.record.RecoveryOutcome.Report;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.slot.SlotContext;

/**
 * Recovers slots that have lost a quorum of their disks for good, at the order of an operator (protocol.md §8). The
 * steps are: first, every node that is left tells what it knows and holds of every slot; second, every one gives up the
 * lost disks (protocol.md V5); third, these nodes decide for each slot which members begin it anew (protocol.md V2).
 * From then on these slots change their members as usual (protocol.md V6).
 *
 * <p>Every node that is left must answer at every step, within five seconds, so that two recoveries at a time cannot
 * decide differently (protocol.md V1). If one does not answer, the recovery stops, and the operator orders another one,
 * which begins from the start. One recovery runs at a time on this node. Event loop only.
 */
public final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private final SlotContext context;
    private final Membership membership;
    private final long proposer;
    private boolean running;

    public Recovery(SlotContext context, Membership membership) {
        this.context = context;
        this.membership = membership;
        this.proposer = context.random().nextLong();
    }

    /** Finds out what is lost and, if the order says so, recovers it. Calls {@code done} once. */
    public void run(RecoveryOrder order, Consumer<RecoveryOutcome> done) {
        if (membership.formation().isEmpty() || running) {
            done.accept(new Refused(running
                    ? "another recovery is under way at this node"
                    : "this node does not belong to a cluster yet"));
            return;
        }
        running = true;
        new Run(order, membership.formation().get(), outcome -> {
            running = false;
            done.accept(outcome);
        }).start();
    }

    /** One recovery. */
    private final class Run {

        private final RecoveryOrder order;
        private final Formation formation;
        private final Consumer<RecoveryOutcome> done;
        private final List<Member> living = new ArrayList<>();
        private final Set<Member> lost = new HashSet<>();
        private final RecoveryPlan plan = new RecoveryPlan(context.table().slots());
        private int recovered;

        private Run(RecoveryOrder order, Formation formation, Consumer<RecoveryOutcome> done) {
            this.order = order;
            this.formation = formation;
            this.done = done;
            lost.addAll(order.lost());
        }

        private void start() {
            living.add(context.self());
            for (Peer peer : membership.peers()) {
                boolean isOurs = formation.clusterId().equals(peer.introduction().clusterId());
                boolean isNamed = lost.contains(peer.asMember());
                if (!isOurs || peer.state() == NodeState.GONE || (isNamed && mayBeLost(peer))) {
                    continue;
                }
                if (isNamed) {
                    refuse(peer.name() + " is alive with the disk " + peer.disk().hex() + ": drain it instead");
                    return;
                }
                if (!peer.isSuspect()) {
                    living.add(peer.asMember());
                } else if (!order.lost().isEmpty()) {
                    refuse(peer.name() + " is silent: name it with its disk " + peer.disk().hex()
                            + " if it is lost, too, or wait until it is back");
                    return;
                }
            }
            survey(0);
        }

        /** Whether a node that was named as lost is silent, or is joining, as a node is whose disk is contradicted. */
        private boolean mayBeLost(Peer peer) {
            return peer.isSuspect() || peer.introduction().state() == NodeState.JOINING;
        }

        private void survey(int first) {
            if (first >= context.table().slots().count()) {
                surveyed();
                return;
            }
            ask(living, new SurveySlots(new Slot(first)), answers -> {
                for (Map.Entry<Member, Response> answer : answers.entrySet()) {
                    if (!(answer.getValue() instanceof Response.Surveyed(var slots))) {
                        refuse(name(answer.getKey()) + " does not tell what it holds: "
                                + answer.getValue().summary());
                        return;
                    }
                    plan.surveyed(answer.getKey(), slots);
                }
                survey(first + Request.MAX_BATCH);
            });
        }

        private void surveyed() {
            List<Member> missing = plan.missing();
            if (lost.isEmpty()) {
                lost.addAll(missing);
            }
            List<Loss> losses = plan.losses(lost);
            if (order.intent() == Intent.PREVIEW) {
                report(missing, losses);
                return;
            }
            List<Member> unnamed = missing.stream().filter(member -> !lost.contains(member)).toList();
            if (!unnamed.isEmpty()) {
                refuse("missing, too, but not named as lost: " + unnamed.stream().map(this::name).toList());
                return;
            }
            LOG.warn("recovery ordered by an operator: slots={} lost={} nodes={}", losses.size(),
                    lost.stream().map(this::name).sorted().toList(), living.size());
            giveUp(List.copyOf(lost), () -> recover(losses, () -> report(missing, losses)));
        }

        private void giveUp(List<Member> disks, Runnable then) {
            List<Member> batch = disks.subList(0, Math.min(disks.size(), Request.MAX_BATCH));
            if (batch.isEmpty()) {
                then.run();
            } else {
                ask(living, new GiveUpDisks(batch), _ -> giveUp(disks.subList(batch.size(), disks.size()), then));
            }
        }

        private void recover(List<Loss> losses, Runnable then) {
            List<Loss> batch = losses.subList(0, Math.min(losses.size(), Request.MAX_BATCH));
            if (batch.isEmpty()) {
                then.run();
                return;
            }
            new RecoveryDecision(context, living, plan, proposer).start(batch, outcome -> {
                switch (outcome) {
                    case RecoveryDecision.Ended.Decided(var successions) -> {
                        decided(successions);
                        recover(losses.subList(batch.size(), losses.size()), then);
                    }
                    case RecoveryDecision.Ended.Stopped(var reason) -> refuse(reason + "; " + recovered
                            + " slots are recovered: try again");
                }
            });
        }

        /**
         * Tells the other nodes what was decided. A node that this does not reach learns it from this node later,
         * because this node keeps it.
         */
        private void decided(List<SlotSuccession> successions) {
            recovered += successions.size();
            context.table().learn(successions, () -> {});
            living.stream().filter(member -> !member.equals(context.self()))
                    .forEach(member -> context.calls().ask(member,
                            new Request.TellSuccessions(successions), CALL_TIMEOUT, _ -> {}));
        }

        private void report(List<Member> missing, List<Loss> losses) {
            done.accept(new Report(formation.clusterId(), missing, losses, recovered));
        }

        private void refuse(String reason) {
            done.accept(new Refused(reason));
        }

        private void ask(List<Member> members, Request question, Consumer<Map<Member, Response>> then) {
            RollCall.ask(context.calls(), members, question, CALL_TIMEOUT, heard -> {
                switch (heard) {
                    case Heard.All(var answers) -> then.accept(answers);
                    case Heard.Silent(var member) -> refuse(name(member) + " does not answer");
                }
            });
        }

        private String name(Member member) {
            String known = member.equals(context.self())
                    ? membership.introduction().nodeName()
                    : membership.peer(member.node()).map(Peer::name).orElse("node");
            return known + " " + member.node().shortHex() + " with the disk " + member.disk().hex();
        }
    }
}

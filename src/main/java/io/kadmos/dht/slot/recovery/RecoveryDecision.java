package io.kadmos.dht.slot.recovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.kadmos.dht.message.ChangeVerdict;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Request.AcceptChange;
import io.kadmos.dht.message.Request.PrepareChange;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.RollCall;
import io.kadmos.dht.quorum.RollCall.Heard;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.RecoveryOutcome.Loss;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.slot.SlotContext;

/**
 * The single-decree Paxos (Lamport, 1998) about the members with which some slots begin anew, among all nodes that are
 * left. Its quorum is all of them, so the quorums of two recoveries meet if one node takes part in both
 * (protocol.md V1). It decides again what another recovery may have decided. Its ballots outbid every ordinary change
 * (protocol.md V2).
 */
final class RecoveryDecision {

    private final SlotContext context;
    private final List<Member> living;
    private final RecoveryPlan plan;
    private final Ballot ballot;
    private final Map<Slot, Loss> losses = new LinkedHashMap<>();
    private final List<SlotSuccession> decided = new ArrayList<>();

    RecoveryDecision(SlotContext context, List<Member> living, RecoveryPlan plan, long proposer) {
        this.context = context;
        this.living = living;
        this.plan = plan;
        this.ballot = Decree.recoveryBallot(context.clock().tick(context.loop().wallTime()), proposer);
    }

    /** How the decision ended. */
    sealed interface Ended {

        /** Every node that is left accepted. */
        record Decided(List<SlotSuccession> successions) implements Ended {}

        /** A node did not answer, or refused. */
        record Stopped(String reason) implements Ended {}
    }

    /**
     * Decides about these slots, at most {@link Request#MAX_BATCH}. Calls {@code done} once, with all successions or
     * with the reason why it stopped.
     */
    void start(List<Loss> batch, Consumer<Ended> done) {
        batch.forEach(loss -> losses.put(loss.slot(), loss));
        ask(new PrepareChange(places(losses.values()), ballot), done, verdicts -> {
            Map<List<Member>, List<Loss>> bySuccessors = new LinkedHashMap<>();
            losses.values().forEach(loss -> bySuccessors
                    .computeIfAbsent(successors(loss, verdicts), _ -> new ArrayList<>()).add(loss));
            accept(new ArrayList<>(bySuccessors.entrySet()), done);
        });
    }

    private void accept(List<Map.Entry<List<Member>, List<Loss>>> left, Consumer<Ended> done) {
        if (left.isEmpty()) {
            done.accept(new Ended.Decided(decided));
            return;
        }
        Map.Entry<List<Member>, List<Loss>> next = left.getFirst();
        ask(new AcceptChange(places(next.getValue()), new Decree(ballot, next.getKey())), done, _ -> {
            next.getValue().forEach(loss -> decided.add(plan.succession(loss, next.getKey())));
            accept(left.subList(1, left.size()), done);
        });
    }

    private static List<SlotEpoch> places(Iterable<Loss> losses) {
        List<SlotEpoch> places = new ArrayList<>();
        losses.forEach(loss -> places.add(new SlotEpoch(loss.slot(), loss.configuration().epoch())));
        return places;
    }

    /** The members that some node accepted in a recovery at the greatest ballot, otherwise those of the plan. */
    private List<Member> successors(Loss loss, List<ChangeVerdict.Granted> verdicts) {
        return verdicts.stream().filter(verdict -> verdict.slot().equals(loss.slot()))
                .flatMap(verdict -> Optional.ofNullable(verdict.accepted()).stream())
                .filter(decree -> Decree.isOfRecovery(decree.ballot()))
                .max((a, b) -> a.ballot().compareTo(b.ballot())).map(Decree::members)
                .orElseGet(() -> plan.successors(loss));
    }

    private void ask(Request question, Consumer<Ended> done, Consumer<List<ChangeVerdict.Granted>> then) {
        RollCall.ask(context.calls(), living, question, Recovery.CALL_TIMEOUT, heard -> {
            List<ChangeVerdict.Granted> granted = new ArrayList<>();
            Optional<String> objection = switch (heard) {
                case Heard.Silent(var member) -> Optional.of("node " + member.node() + " does not answer");
                case Heard.All(var answers) -> answers.entrySet().stream()
                        .flatMap(answer -> objection(answer.getKey(), answer.getValue(), granted).stream())
                        .findFirst();
            };
            objection.ifPresentOrElse(reason -> done.accept(new Ended.Stopped(reason)), () -> then.accept(granted));
        });
    }

    /** Collects the slots that a node granted; returns why it refused one, if it did. */
    private Optional<String> objection(Member member, Response response, List<ChangeVerdict.Granted> granted) {
        if (!(response instanceof Response.ChangeVerdicts(var verdicts))) {
            return Optional.of("node " + member.node() + " has no say: " + response.summary());
        }
        for (ChangeVerdict verdict : verdicts) {
            switch (verdict) {
                case ChangeVerdict.Granted grant -> granted.add(grant);
                case ChangeVerdict.Outbid(var slot, var promised) -> {
                    context.clock().observe(promised.hlc());
                    return Optional.of("another recovery works on slot " + slot.index());
                }
                case ChangeVerdict.Moved(var slot, var newer) -> {
                    context.table().learn(slot, newer);
                    return Optional.of("slot " + slot.index() + " has moved on to epoch " + newer.epoch());
                }
                case ChangeVerdict.NoSay(var slot) -> {
                    return Optional.of("node " + member.node() + " has no say about slot " + slot.index());
                }
            }
        }
        return Optional.empty();
    }
}

package io.kadmos.dht.slot.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.message.ChangeVerdict;
import io.kadmos.dht.message.Request.AcceptChange;
import io.kadmos.dht.message.Request.PrepareChange;
import io.kadmos.dht.message.Request.TellSuccessions;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.SlotStanding;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.slot.SlotTable;

/**
 * The members' side of the decision on the next members of their slots: promises and accepts, always durably, and takes
 * what was decided. Accepting seals: from then on the replica refuses every message about the data of its epoch.
 */
public final class ChangeAcceptor {

    private final SlotTable table;

    /** Answers for the replicas of this table. */
    public ChangeAcceptor(SlotTable table) {
        this.table = table;
    }

    /** Begins to answer. */
    public void register(HandlerRegistry server) {
        server.on(PrepareChange.class, (request, caller, answer) -> prepare(request, answer));
        server.on(AcceptChange.class, (request, caller, answer) -> accept(request, answer));
        server.on(TellSuccessions.class, (request, caller, answer) -> learn(request, answer));
    }

    void prepare(PrepareChange request, Consumer<Response> answer) {
        Ballot ballot = request.ballot();
        judge(request.slots(), ballot, answer, (state, slot) -> {
            if (isBelow(ballot, state.promised())) {
                return new Step(new ChangeVerdict.Outbid(slot, Objects.requireNonNull(state.promised())), null);
            }
            return new Step(new ChangeVerdict.Granted(slot, state.accepted()), state.promising(ballot));
        });
    }

    void accept(AcceptChange request, Consumer<Response> answer) {
        Decree decree = request.decree();
        judge(request.slots(), decree.ballot(), answer, (state, slot) -> {
            if (isBelow(decree.ballot(), state.promised())) {
                return new Step(new ChangeVerdict.Outbid(slot, Objects.requireNonNull(state.promised())), null);
            }
            return new Step(new ChangeVerdict.Granted(slot, null), Decree.isOfRecovery(decree.ballot())
                    ? state.recovering(decree, table.self())
                    : state.accepting(decree));
        });
    }

    private void learn(TellSuccessions request, Consumer<Response> answer) {
        table.learn(request.successions(), () -> answer.accept(new Response.Standings(
                request.successions().stream().map(SlotSuccession::slot).distinct().map(this::standing)
                        .flatMap(Optional::stream).toList())));
    }

    private Optional<SlotStanding> standing(Slot slot) {
        return table.state(slot).map(state -> new SlotStanding(new SlotEpoch(slot, state.current().epoch()),
                state.isActive() && table.trust().covers(state.current())));
    }

    /** What follows for one slot: the verdict, and the new state if there is one. */
    private record Step(ChangeVerdict verdict, @Nullable SlotState next) {}

    private void judge(List<SlotEpoch> slots, Ballot ballot, Consumer<Response> answer,
            BiFunction<SlotState, Slot, Step> rule) {
        List<ChangeVerdict> verdicts = new ArrayList<>(slots.size());
        Map<Slot, SlotState> changed = new LinkedHashMap<>();
        for (SlotEpoch where : slots) {
            Slot slot = where.slot();
            SlotState state = changed.getOrDefault(slot, table.state(slot).orElse(null));
            if (state == null || !hasSay(state, where.epoch(), ballot)) {
                verdicts.add(refusal(state, where));
                continue;
            }
            Step step = rule.apply(state, slot);
            verdicts.add(step.verdict());
            if (step.next() != null) {
                changed.put(slot, step.next());
            }
        }
        table.replace(changed, () -> answer.accept(new Response.ChangeVerdicts(verdicts)));
    }

    /**
     * Whether the replica was active in the epoch, and its successor is undecided as far as is known here. In a
     * recovery everybody that is left has a say.
     */
    private boolean hasSay(SlotState state, int epoch, Ballot ballot) {
        if (state.current().epoch() != epoch) {
            return false;
        }
        return Decree.isOfRecovery(ballot)
                ? !table.trust().isRolledBack()
                : (state.isActive() || state.isUndecided()) && table.trust().covers(state.current());
    }

    private static ChangeVerdict refusal(@Nullable SlotState state, SlotEpoch where) {
        return state != null && Integer.compareUnsigned(state.current().epoch(), where.epoch()) > 0
                ? new ChangeVerdict.Moved(where.slot(), state.succession())
                : new ChangeVerdict.NoSay(where.slot());
    }

    private static boolean isBelow(Ballot ballot, @Nullable Ballot promised) {
        return promised != null && ballot.isBelow(promised);
    }
}

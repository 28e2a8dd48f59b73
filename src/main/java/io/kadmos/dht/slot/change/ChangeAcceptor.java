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
 * The acceptor of the single-decree Paxos about the next members of a slot (protocol.md C4). It promises ballots,
 * accepts decrees and takes decided successions. It answers when the new state is durable (protocol.md C5). Accepting a
 * decree seals: from then on the replica refuses every message about the rows of its epoch (protocol.md C6). Event loop
 * only.
 */
public final class ChangeAcceptor {

    private final SlotTable table;

    /** An acceptor for the replicas of this table. */
    public ChangeAcceptor(SlotTable table) {
        this.table = table;
    }

    /** Begins to answer the questions of other nodes. */
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

    /** The verdict about one slot, and its new state if there is one. */
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
     * Whether this node may promise and accept about a slot. For an ordinary change the replica must have been active
     * in the epoch, and its disk must be believed (protocol.md C7). For a recovery every node that is left may
     * (protocol.md V1).
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

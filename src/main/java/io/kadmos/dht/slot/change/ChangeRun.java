package io.kadmos.dht.slot.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.message.ChangeVerdict;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Request.AcceptChange;
import io.kadmos.dht.message.Request.PrepareChange;
import io.kadmos.dht.message.Request.TellSuccessions;
import io.kadmos.dht.message.Request.WarmUp;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.Gather;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Decree;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotEpoch;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop.Timer;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.change.ChangeProposal.State;

/**
 * One run of a {@link SlotChange} (protocol.md §5). First the newcomer warms up while the present members serve
 * operations (protocol.md T9). Then the present members decide, each slot by its own {@link ChangeProposal}
 * (protocol.md C4). Then the run tells the decision to the members of both epochs. A slot that is refused, or for which
 * other members were decided before, delays no other slot.
 */
final class ChangeRun {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);
    private static final int TELLING_ATTEMPTS = 5;
    private static final Duration WARM_UP_PAUSE = Duration.ofMillis(250);
    /** The run ends if the newcomer makes no progress for this long. {@link Rebalancing} tries again later. */
    private static final Duration WARM_UP_PATIENCE = Duration.ofSeconds(30);

    private final SlotContext context;
    private final SlotChange change;
    private final Consumer<List<SlotSuccession>> done;
    private final Map<Slot, ChangeProposal> proposals = new LinkedHashMap<>();
    private final long proposer;
    private int warmSlots;
    private Duration lastProgress = Duration.ZERO;
    private @Nullable Timer deadline;
    private boolean ended;

    /**
     * A run that has not begun.
     *
     * @param proposer a random number that no other proposer has
     * @param done called once with the decided successions; the list is empty if no slot was decided
     */
    ChangeRun(SlotContext context, SlotChange change, long proposer, Consumer<List<SlotSuccession>> done) {
        this.context = context;
        this.change = change;
        this.proposer = proposer;
        this.done = done;
    }

    /** Begins with the newcomer's warm-up. */
    void start() {
        lastProgress = context.loop().uptime();
        if (change.newcomers().isEmpty()) {
            decide();
        } else {
            warmUp();
        }
    }

    /** Begins with the decision: the slots are sealed, so the time of a warm-up would only prolong the pause. */
    void decide() {
        change.slots().forEach(this::propose);
        if (proposals.isEmpty()) {
            end();
            return;
        }
        deadline = context.loop().schedule(CALL_TIMEOUT.multipliedBy(2), this::end);
        Ballot ballot = Decree.ballot(context.clock().tick(context.loop().wallTime()), proposer);
        List<SlotEpoch> slots = proposals.values().stream().map(ChangeProposal::where).toList();
        ask(new PrepareChange(slots, ballot), (member, result) -> promiseEnded(member, result, ballot));
    }

    private void warmUp() {
        List<SlotEpoch> slots = change.slots().stream().flatMap(slot -> context.table().configuration(slot).stream()
                .map(present -> new SlotEpoch(slot, present.epoch()))).toList();
        Member newcomer = change.newcomers().getFirst();
        context.calls().ask(newcomer, new WarmUp(slots, change.present()), CALL_TIMEOUT, this::warmedUp);
    }

    private void warmedUp(CallResult result) {
        Duration now = context.loop().uptime();
        if (result instanceof CallResult.Answered(Response.Warm(var warm), _) && warm.size() > warmSlots) {
            warmSlots = warm.size();
            lastProgress = now;
        }
        if (warmSlots == change.slots().size()) {
            decide();
        } else if (now.minus(lastProgress).compareTo(WARM_UP_PATIENCE) > 0) {
            end();
        } else {
            context.loop().schedule(WARM_UP_PAUSE, this::warmUp);
        }
    }

    /** Leaves out a slot whose members have changed meanwhile. */
    private void propose(Slot slot) {
        context.table().configuration(slot).filter(present -> present.members().equals(change.present()))
                .ifPresent(present -> proposals.put(slot,
                        new ChangeProposal(new SlotEpoch(slot, present.epoch()), present, change.next(),
                                change.staying())));
    }

    private void promiseEnded(Member member, CallResult result, Ballot ballot) {
        List<ChangeProposal> before = in(State.PREPARING);
        take(result, before, (proposal, verdict) -> proposal.promiseAnswered(member, verdict));
        Map<List<Member>, List<ChangeProposal>> byValue = new LinkedHashMap<>();
        before.stream().filter(proposal -> proposal.state() == State.ACCEPTING)
                .forEach(proposal -> byValue.computeIfAbsent(proposal.value(), _ -> new ArrayList<>()).add(proposal));
        byValue.forEach((value, ready) -> accept(new Decree(ballot, value), ready));
        endIfComplete();
    }

    private void accept(Decree decree, List<ChangeProposal> ready) {
        List<SlotEpoch> slots = ready.stream().map(ChangeProposal::where).toList();
        ask(new AcceptChange(slots, decree), (member, result) -> {
            take(result, ready, (proposal, verdict) -> proposal.acceptAnswered(member, verdict));
            endIfComplete();
        });
    }

    /**
     * Asks the present members. The run still follows answers that come after its end, because they tell newer
     * successions.
     */
    private void ask(Request question, BiConsumer<Member, CallResult> answered) {
        new Gather<>(change.present(), (member, ended) -> context.calls().ask(member, question, CALL_TIMEOUT, ended),
                answered, () -> {}).start();
    }

    /** Gives every proposal the verdict of one member about it. A member that says nothing about a slot refuses it. */
    private void take(CallResult result, List<ChangeProposal> asked,
            BiConsumer<ChangeProposal, ChangeVerdict> told) {
        Map<Slot, ChangeVerdict> verdicts = new HashMap<>();
        if (result instanceof CallResult.Answered(Response.ChangeVerdicts(var all), _)) {
            all.forEach(verdict -> verdicts.put(verdict.slot(), verdict));
        }
        for (ChangeProposal proposal : asked) {
            Slot slot = proposal.where().slot();
            ChangeVerdict verdict = verdicts.getOrDefault(slot, new ChangeVerdict.NoSay(slot));
            follow(verdict);
            told.accept(proposal, verdict);
        }
    }

    private void follow(ChangeVerdict verdict) {
        switch (verdict) {
            case ChangeVerdict.Outbid(var _, var promised) -> context.clock().observe(promised.hlc());
            case ChangeVerdict.Moved(var slot, var newer) -> context.table().learn(slot, newer);
            case ChangeVerdict.Granted _, ChangeVerdict.NoSay _ -> {
                // Only the proposal takes it.
            }
        }
    }

    private List<ChangeProposal> in(State state) {
        return proposals.values().stream().filter(proposal -> proposal.state() == state).toList();
    }

    private void endIfComplete() {
        if (in(State.PREPARING).isEmpty() && in(State.ACCEPTING).isEmpty()) {
            end();
        }
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (deadline != null) {
            deadline.cancel();
        }
        List<SlotSuccession> decided = in(State.DECIDED).stream().map(ChangeProposal::decision).toList();
        context.table().learn(decided, () -> {});
        List<Member> concerned = Stream.concat(change.concerned().stream(),
                decided.stream().flatMap(each -> each.succession().current().members().stream())).distinct().toList();
        if (!decided.isEmpty()) {
            concerned.forEach(member -> tell(member, decided, TELLING_ATTEMPTS));
        }
        done.accept(decided);
    }

    /**
     * Tells a member what was decided, five times at most. A member that this does not reach learns it when a next
     * member takes over, when a replica retires, or by gossip (protocol.md C10).
     */
    private void tell(Member member, List<SlotSuccession> decided, int attemptsLeft) {
        context.calls().ask(member, new TellSuccessions(decided), CALL_TIMEOUT, result -> {
            if (!(result instanceof CallResult.Answered) && attemptsLeft > 1) {
                tell(member, decided, attemptsLeft - 1);
            }
        });
    }
}

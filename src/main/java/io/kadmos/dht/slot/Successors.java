package io.kadmos.dht.slot;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.kadmos.dht.message.Request.TellSuccessions;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.SlotStanding;
import io.kadmos.dht.quorum.Gather;
import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.rpc.CallResult;

/** The members of new epochs, asked whether they serve them by now. */
public final class Successors {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

    /** Never iterated. */
    private final Map<Slot, Votes> active = new HashMap<>();

    private Successors(List<SlotSuccession> decided) {
        decided.forEach(each -> active.put(each.slot(), Votes.of(each.succession().current())));
    }

    /**
     * Asks members about slots, at most {@link io.kadmos.dht.message.Request#MAX_BATCH}, and tells once which of them
     * are active in each. By asking, it also tells them what was decided, should they not have heard of it.
     */
    public static void ask(SlotContext context, List<Member> members, List<SlotSuccession> decided,
            Consumer<Successors> answered) {
        Successors successors = new Successors(decided);
        TellSuccessions question = new TellSuccessions(decided);
        new Gather<CallResult>(members, (member, done) -> context.calls().ask(member, question, CALL_TIMEOUT, done),
                successors::heard, () -> answered.accept(successors)).start();
    }

    /** The votes of the members of a slot's new epoch: a member that is active grants. */
    public Votes active(Slot slot) {
        return Objects.requireNonNull(active.get(slot), "not asked about");
    }

    private void heard(Member member, CallResult result) {
        if (result instanceof CallResult.Answered(Response.Standings(var standings), _)) {
            standings.stream().filter(SlotStanding::active).forEach(standing -> grant(member, standing));
        }
    }

    private void grant(Member member, SlotStanding standing) {
        Votes votes = active.get(standing.where().slot());
        if (votes != null) {
            votes.grant(member);
        }
    }
}

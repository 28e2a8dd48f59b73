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

/**
 * Which members of the new epochs of some slots are active (protocol.md T10). One question goes to every member; a
 * member that does not answer within two seconds counts as not active. Event loop only.
 */
public final class Successors {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

    /** Never iterated. */
    private final Map<Slot, Votes> active = new HashMap<>();

    private Successors(List<SlotSuccession> decided) {
        decided.forEach(each -> active.put(each.slot(), Votes.of(each.succession().current())));
    }

    /**
     * Asks members about slots, at most {@link io.kadmos.dht.message.Request#MAX_BATCH}. Calls {@code answered} once,
     * when every member has answered or its time is over. The question tells the members these successions, so a member
     * that has not heard of one learns it.
     */
    public static void ask(SlotContext context, List<Member> members, List<SlotSuccession> decided,
            Consumer<Successors> answered) {
        Successors successors = new Successors(decided);
        TellSuccessions question = new TellSuccessions(decided);
        new Gather<CallResult>(members, (member, done) -> context.calls().ask(member, question, CALL_TIMEOUT, done),
                successors::heard, () -> answered.accept(successors)).start();
    }

    /**
     * The votes of the members of a slot's new epoch: a member that is active has granted. Fails for a slot that was
     * not asked about.
     */
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

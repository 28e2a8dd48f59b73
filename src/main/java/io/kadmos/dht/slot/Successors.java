package io.kadmos.dht.slot;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.kadmos.dht.message.Request.TellSuccessions;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.message.SlotStanding;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSuccession;
import io.kadmos.dht.rpc.CallResult;

/** The members of new epochs, asked whether they serve them by now. */
public final class Successors {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

    private Successors() {}

    /**
     * Asks members about slots, at most {@link io.kadmos.dht.message.Request#MAX_BATCH}, and tells once how many of
     * them are active in each. By asking, it also tells them what was decided, should they not have heard of it.
     */
    public static void ask(SlotContext context, List<Member> members, List<SlotSuccession> decided,
            Consumer<Map<Slot, Integer>> answered) {
        Map<Slot, Integer> active = new HashMap<>();
        int[] unanswered = {members.size()};
        for (Member member : members) {
            context.calls().ask(member, new TellSuccessions(decided), CALL_TIMEOUT, result -> {
                if (result instanceof CallResult.Answered(Response.Standings(var standings), _)) {
                    standings.stream().filter(SlotStanding::active)
                            .forEach(standing -> active.merge(standing.where().slot(), 1, Integer::sum));
                }
                unanswered[0]--;
                if (unanswered[0] == 0) {
                    answered.accept(active);
                }
            });
        }
    }
}

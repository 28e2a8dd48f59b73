package io.kadmos.dht.register.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.MemberCalls;
import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.rpc.Rpc;

/**
 * How a gateway reaches the members of a slot: wherever they live now, the near ones first. Liveness decides whom to
 * ask first; it never decides who counts.
 */
public final class PreferredMembers {

    /** Of the time that is left, after which an answer is overdue in any case. */
    private static final int PATIENCE_DIVISOR = 4;

    private final Id self;
    private final MemberCalls calls;
    private final Rpc rpc;
    private final Predicate<Id> suspected;

    /** Reaches members by calls whose times a client measures, and knows who has gone silent. */
    public PreferredMembers(Id self, MemberCalls calls, Rpc rpc, Predicate<Id> suspected) {
        this.self = self;
        this.calls = calls;
        this.rpc = rpc;
        this.suspected = suspected;
    }

    /** All members: this node, then the others by round-trip time, those that have gone silent last. */
    List<Member> nearestFirst(Configuration configuration) {
        List<Member> ranked = new ArrayList<>(configuration.members());
        ranked.sort(Comparator.<Member>comparingInt(member -> rank(member.node()))
                .thenComparing(member -> rpc.expectedRoundTrip(member.node())));
        return ranked;
    }

    /** Asks a member; the result comes later, never before this returns. */
    public void ask(Member member, Request request, Call call, Consumer<CallResult> done) {
        calls.ask(member, request, call, done);
    }

    /** Whether a member, or this node on its behalf, said no: later it may say something else. */
    static boolean isRefusal(CallResult result) {
        return switch (result) {
            case CallResult.Answered(var response, _) -> response instanceof Response.Refusal;
            case CallResult.Refused _ -> true;
            case CallResult.TimedOut() -> false;
        };
    }

    /**
     * When the answers of all these members are overdue, by the round trips that were measured. Those may be from when
     * a node had just started and everything took long, so there always is time left to ask the others.
     */
    Duration hedgeDelay(List<Member> asked, Deadline deadline) {
        Duration latest = deadline.remaining().dividedBy(PATIENCE_DIVISOR);
        return asked.stream().map(member -> rpc.hedgeDelay(member.node())).max(Duration::compareTo)
                .filter(overdue -> overdue.compareTo(latest) < 0).orElse(latest);
    }

    private int rank(Id node) {
        if (node.equals(self)) {
            return 0;
        }
        return suspected.test(node) ? 2 : 1;
    }
}

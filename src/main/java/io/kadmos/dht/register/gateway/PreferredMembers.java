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
 * How a gateway reaches the members of a slot at their present addresses, near members first. Liveness decides whom the
 * gateway asks first. It never decides who counts (protocol.md C1). Event loop only.
 */
public final class PreferredMembers {

    /** The share of the time that is left after which an answer is overdue in any case: one in so many. */
    private static final int PATIENCE_DIVISOR = 4;

    private final Id self;
    private final MemberCalls calls;
    private final Rpc rpc;
    private final Predicate<Id> suspected;

    /**
     * Reaches members by {@code calls}.
     *
     * @param rpc knows the round trips of other nodes
     * @param suspected whether a node has been silent
     */
    public PreferredMembers(Id self, MemberCalls calls, Rpc rpc, Predicate<Id> suspected) {
        this.self = self;
        this.calls = calls;
        this.rpc = rpc;
        this.suspected = suspected;
    }

    /** All members: this node, then the others by their expected round trip, then the suspected ones. */
    List<Member> nearestFirst(Configuration configuration) {
        List<Member> ranked = new ArrayList<>(configuration.members());
        ranked.sort(Comparator.<Member>comparingInt(member -> rank(member.node()))
                .thenComparing(member -> rpc.expectedRoundTrip(member.node())));
        return ranked;
    }

    /** Asks a member. The result comes later, never before this method returns. */
    public void ask(Member member, Request request, Call call, Consumer<CallResult> done) {
        calls.ask(member, request, call, done);
    }

    /** Whether a member, or this node in its place, refused the question. The same question may succeed later. */
    static boolean isRefusal(CallResult result) {
        return switch (result) {
            case CallResult.Answered(var response, _) -> response instanceof Response.Refusal;
            case CallResult.Refused _ -> true;
            case CallResult.TimedOut() -> false;
        };
    }

    /**
     * The time after which the answers of all these members are overdue. It follows from measured round trips, which
     * may be long where a node had just started. So it is at most a quarter of the time that is left, and the gateway
     * has time to ask the other members.
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

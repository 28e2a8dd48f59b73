package io.kadmos.dht.register.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.register.gateway.QuorumRead.Step;

/** A mutant: a read answers with what a quorum accepted in an older epoch, whatever another member answers. */
final class OlderEpochReadMutant {

    private OlderEpochReadMutant() {}

    /** A quorum of five members, which a slot has in the runs that show this mutant. */
    private static final int QUORUM = 3;
    private static final Map<QuorumRead, Map<Member, Held>> HELD = new WeakHashMap<>();

    static Step answered(QuorumRead read, Member member, Response response) {
        Step step = read.answered(member, response);
        if (response instanceof Response.Current(var outline, var body)) {
            Map<Member, Held> all = HELD.computeIfAbsent(read, _ -> new HashMap<>());
            all.put(member, new Held(outline, body));
            return step instanceof Step.Agreed || !read.hasQuorum() ? step : agreed(all).orElse(step);
        }
        return step;
    }

    /** Agreed as soon as a quorum of members holds the same ballot. */
    private static Optional<Step> agreed(Map<Member, Held> all) {
        return all.values().stream().filter(held -> held.outline() != null && held.hasBody()).<Step>mapMulti(
                (held, found) -> {
                    Ballot accepted = held.accepted(0);
                    Set<Member> holders = all.entrySet().stream()
                            .filter(each -> accepted.equals(each.getValue().accepted(0)))
                            .map(Map.Entry::getKey).collect(Collectors.toSet());
                    if (holders.size() >= QUORUM) {
                        found.accept(new Step.Agreed(held, holders));
                    }
                }).findFirst();
    }
}

package io.kadmos.dht.register.gateway;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.register.gateway.QuorumRead.Step;

/** A mutant: a read answers with the newest record of a quorum although the members of that quorum disagree. */
final class ReadWithoutIdentityRoundMutant {

    private static final int EPOCH = 1;
    private static final Map<QuorumRead, List<Held>> ANSWERS = Collections.synchronizedMap(new WeakHashMap<>());

    private ReadWithoutIdentityRoundMutant() {}

    static Step answered(QuorumRead read, Member member, Response response) {
        Step step = read.answered(member, response);
        List<Held> answers = ANSWERS.computeIfAbsent(read, _ -> new ArrayList<>());
        if (response instanceof Response.Current(var outline, var body)) {
            answers.add(new Held(outline, body));
        }
        boolean undecided = step instanceof Step.Wait || step instanceof Step.Disagreement;
        return undecided && read.hasQuorum()
                ? new Step.Agreed(answers.stream().reduce((a, b) -> Held.newer(a, b, EPOCH)).orElseThrow(),
                        Set.of(member))
                : step;
    }
}

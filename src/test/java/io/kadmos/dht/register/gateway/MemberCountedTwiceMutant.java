package io.kadmos.dht.register.gateway;

import java.util.Map;
import java.util.WeakHashMap;

import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.Votes;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.register.gateway.Proposal.Step;

/** A mutant: the answer of a member to ACCEPT is taken twice, and counts twice. */
public final class MemberCountedTwiceMutant {

    private static final Map<Votes, Integer> GRANTED = new WeakHashMap<>();

    private MemberCountedTwiceMutant() {}

    static Step acceptAnswered(Proposal proposal, Member member, Response response) {
        Step first = proposal.acceptAnswered(member, response);
        return first instanceof Step.Wait ? proposal.acceptAnswered(member, response) : first;
    }

    /** Counts a member once for each time it grants. */
    public static boolean grant(Votes votes, Member member) {
        boolean counts = votes.hasGranted(member) || votes.grant(member);
        if (counts) {
            GRANTED.merge(votes, 1, Integer::sum);
        }
        return counts;
    }

    /** The counted votes, or those of the votes themselves if this mutant has counted none. */
    public static int granted(Votes votes) {
        return GRANTED.getOrDefault(votes, votes.granted());
    }
}

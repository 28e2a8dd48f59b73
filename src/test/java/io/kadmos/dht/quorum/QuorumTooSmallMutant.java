package io.kadmos.dht.quorum;

import java.util.List;

import io.kadmos.dht.record.Configuration;
import io.kadmos.dht.record.Member;

/** A mutant: the votes of a configuration are won one vote before a quorum is there. */
final class QuorumTooSmallMutant {

    private QuorumTooSmallMutant() {}

    static Votes of(Configuration configuration) {
        return Votes.of(configuration.members(), Math.max(1, configuration.quorum() - 1));
    }

    static Votes of(List<Member> members, int needed) {
        return Votes.of(members, needed);
    }
}

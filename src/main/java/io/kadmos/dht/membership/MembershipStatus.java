package io.kadmos.dht.membership;

import java.util.List;
import java.util.Optional;

/**
 * The state of membership at one moment, for readiness and operators. An immutable value, safe on any thread.
 *
 * @param isFormed whether this node knows the formation of its cluster
 * @param missing the names of the initial members that forming waits for; none once it is formed
 * @param disagreement which node does not take part in forming, and why; empty once it is formed
 * @param nameTaken why other nodes refuse this one: another living node bears its name
 * @param otherCluster which node of another cluster with the same name was met lately, and what to do about it
 * @param narrow the paths that lose long datagrams
 */
public record MembershipStatus(boolean isFormed, List<String> missing, Optional<String> disagreement,
        Optional<String> nameTaken, Optional<String> otherCluster, Skew skew, NarrowPaths narrow) {

    /** Copies the names. */
    public MembershipStatus {
        missing = List.copyOf(missing);
    }
}

package io.kadmos.dht.membership;

import java.util.List;
import java.util.Optional;

/**
 * What readiness and people want to know.
 *
 * @param isFormed whether this node knows which cluster it belongs to
 * @param missing names of initial members that forming still waits for
 * @param disagreement which initial member was told something else, and what
 * @param nameTaken which other living node bears this one's name
 * @param otherCluster which node of another cluster of the same name was met lately, and what to do about it
 * @param narrow the paths that swallow long datagrams
 */
public record MembershipStatus(boolean isFormed, List<String> missing, Optional<String> disagreement,
        Optional<String> nameTaken, Optional<String> otherCluster, Skew skew, NarrowPaths narrow) {

    /** Copies the names. */
    public MembershipStatus {
        missing = List.copyOf(missing);
    }
}

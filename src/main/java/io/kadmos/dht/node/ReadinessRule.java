package io.kadmos.dht.node;

import java.util.Optional;

import io.kadmos.dht.membership.MembershipStatus;
import io.kadmos.dht.membership.Skew;
import io.kadmos.dht.node.Readiness.Reason;

/** From what membership knows to one reason code, the most telling one first. */
final class ReadinessRule {

    /** A node whose disk is not believed any more; nothing else about it matters. */
    static final Readiness ROLLED_BACK = new Readiness(Reason.ROLLED_BACK, "the disk was put back to an earlier state"
            + " than other nodes have seen, so it may lack acknowledged writes, and this node answers for none of its"
            + " slots: while the other nodes are ready, stop it, empty its data directory and start it again, then it"
            + " joins as a new member and is given its data by the others");

    /** A node that is ready but for its disk, which takes nothing that grows. */
    static final Readiness DISK_FULL = new Readiness(Reason.STORAGE_FULL, "the disk is above"
            + " kadmos.storage.high-watermark: keys with a replica here cannot grow until there is room again; reads"
            + " and deletes go on");

    private ReadinessRule() {}

    /**
     * Judges a node.
     *
     * @param isInitialMember whether it takes part in the forming of a cluster
     * @param reach the slots for which a majority of the members answers
     * @param departure what a node that is leaving says about it
     * @param wrongSecret whether datagrams came lately that were sealed with another secret
     */
    static Readiness judge(MembershipStatus status, boolean isInitialMember, Reach reach, Optional<String> departure,
            boolean wrongSecret) {
        if (status.nameTaken().isPresent()) {
            return new Readiness(Reason.DUPLICATE_NAME, status.nameTaken().get());
        }
        if (wrongSecret && (!status.isFormed() || !reach.isSufficient())) {
            return new Readiness(Reason.AUTH_MISMATCH, "datagrams arrive that were sealed with another secret:"
                    + " check that kadmos.cluster.secret (or keyring-dir) and kadmos.cluster.name are the same on all"
                    + " nodes");
        }
        if (status.narrow().areMost()) {
            return new Readiness(Reason.MTU, narrow(status));
        }
        if (!status.isFormed()) {
            return isInitialMember
                    ? forming(status)
                    : new Readiness(Reason.JOINING, "no node of the cluster was found"
                            + " yet: check kadmos.peer.seeds, and that UDP passes between the nodes");
        }
        if (departure.isPresent()) {
            return new Readiness(Reason.DRAINING, departure.get());
        }
        if (!reach.isSufficient()) {
            return new Readiness(Reason.ISOLATED, "a majority of the members answers for " + reach.slots() + " of "
                    + reach.total() + " slots only: check that UDP passes between the nodes"
                    + status.otherCluster().map(met -> "; and " + met).orElse(""));
        }
        return skew(status);
    }

    private static Readiness forming(MembershipStatus status) {
        String waiting = status.missing().isEmpty()
                ? "all initial members are there; waiting for the one that forms the cluster"
                : "waiting for the initial members " + String.join(", ", status.missing());
        return new Readiness(Reason.FORMING, status.disagreement().orElse(waiting));
    }

    private static Readiness skew(MembershipStatus status) {
        Skew skew = status.skew();
        if (skew.level() == Skew.Level.UNREADY) {
            return new Readiness(Reason.CLOCK_SKEW, "the clock is " + skew.offset().toMillis()
                    + " ms off the median of the cluster: synchronise it");
        }
        Optional<String> but = status.otherCluster()
                .or(() -> Optional.of(narrow(status)).filter(_ -> !status.narrow().names().isEmpty()));
        return new Readiness(Reason.READY, but.map(trouble -> "taking part, but " + trouble).orElse("taking part"));
    }

    private static String narrow(MembershipStatus status) {
        return "datagrams of kadmos.peer.max-datagram-bytes get lost on the way to or from "
                + String.join(", ", status.narrow().names()) + ", though short ones get through: make that smaller on"
                + " every node, or have the network carry longer packets (its MTU)";
    }
}

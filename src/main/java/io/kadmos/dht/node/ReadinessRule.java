package io.kadmos.dht.node;

import java.util.Optional;

import io.kadmos.dht.membership.MembershipStatus;
import io.kadmos.dht.membership.Skew;
import io.kadmos.dht.node.Readiness.Reason;

/** Judges a node: of all reasons that apply, the most telling one becomes its readiness. Pure. */
final class ReadinessRule {

    /**
     * The readiness of a node whose disk other nodes have contradicted (protocol.md B6). Nothing else about it matters.
     */
    static final Readiness ROLLED_BACK = new Readiness(Reason.ROLLED_BACK, "the disk was put back to an earlier state"
            + " than other nodes have seen, so it may lack acknowledged writes, and this node answers for none of its"
            + " slots: while the other nodes are ready, stop it, empty its data directory and start it again, then it"
            + " joins as a new member and is given its data by the others");

    /** The readiness of a node that is ready, but whose disk is above its high-water mark. */
    static final Readiness DISK_FULL = new Readiness(Reason.STORAGE_FULL, "the disk is above"
            + " kadmos.storage.high-watermark: keys with a replica here cannot grow until there is room again; reads"
            + " and deletes go on");

    private ReadinessRule() {}

    /**
     * Judges a node.
     *
     * @param isInitialMember whether it takes part in forming the cluster
     * @param reach the slots of which it reaches a quorum of the members
     * @param departure what a node that drains tells about its drain
     * @param wrongSecret whether datagrams arrived lately that another secret sealed
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
                ? "all initial members are there; waiting for the initiator to form the cluster"
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

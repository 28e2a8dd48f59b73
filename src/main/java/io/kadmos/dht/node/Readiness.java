package io.kadmos.dht.node;

import java.util.Objects;

/** Whether a node can serve, and if not, why: a stable code for machines and a sentence for people. */
public record Readiness(Reason reason, String message) {

    /** Both parts are required. */
    public Readiness {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(message);
    }

    /** Whether requests should come here: also while the disk is full, since reads and deletes go on. */
    public boolean isReady() {
        return reason == Reason.READY || reason == Reason.STORAGE_FULL;
    }

    /** The stable codes. */
    public enum Reason {
        /** The cluster's initial members have not all been found yet. */
        FORMING("forming"),
        /** The node has not found its cluster yet. */
        JOINING("joining"),
        /** Too few other nodes answer. */
        ISOLATED("isolated"),
        /** Datagrams arrive that were sealed with another secret. */
        AUTH_MISMATCH("auth-mismatch"),
        /** Long datagrams get lost on most paths, short ones do not. */
        MTU("mtu"),
        /** The clock is too far from those of the others. */
        CLOCK_SKEW("clock-skew"),
        /** Another live node has the same name. */
        DUPLICATE_NAME("duplicate-name"),
        /** The disk was put back to an earlier state. */
        ROLLED_BACK("rolled-back"),
        /** The node is leaving, or has left. */
        DRAINING("draining"),
        /** The disk is above its high-water mark: this node takes nothing that grows, but serves. */
        STORAGE_FULL("storage-full"),
        /** Everything works. */
        READY("ready");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The code as it appears in health answers and logs. */
        public String code() {
            return code;
        }
    }
}

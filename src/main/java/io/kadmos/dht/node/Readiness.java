package io.kadmos.dht.node;

import java.util.Objects;

/**
 * Whether a node can serve, and if not, why: a stable code for machines and a sentence for operators. Immutable, safe
 * on any thread.
 */
public record Readiness(Reason reason, String message) {

    /** Both parts are required. */
    public Readiness {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(message);
    }

    /** Whether clients should send requests to this node. That includes a full disk, since reads and deletes go on. */
    public boolean isReady() {
        return reason == Reason.READY || reason == Reason.STORAGE_FULL;
    }

    /** The stable codes. */
    public enum Reason {
        /** The initial members have not formed the cluster yet. */
        FORMING("forming"),
        /** The node has not found its cluster yet. */
        JOINING("joining"),
        /** The node reaches a quorum of the members of at most half of the slots. */
        ISOLATED("isolated"),
        /** Datagrams arrive that another secret sealed. */
        AUTH_MISMATCH("auth-mismatch"),
        /** Long datagrams get lost on most paths, short ones do not. */
        MTU("mtu"),
        /** The clock is too far off the median of the cluster. */
        CLOCK_SKEW("clock-skew"),
        /** Another live node has the same name. */
        DUPLICATE_NAME("duplicate-name"),
        /** The disk was put back to an earlier state. */
        ROLLED_BACK("rolled-back"),
        /** The node drains, or has drained. */
        DRAINING("draining"),
        /** The disk is above its high-water mark. The node takes no write that grows, but serves the rest. */
        STORAGE_FULL("storage-full"),
        /** The node takes part, and no other reason applies. */
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

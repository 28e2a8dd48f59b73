package io.kadmos.dht.channel;

/**
 * The wire versions that a node speaks: its own and the one before, so that a cluster can be upgraded node by node
 * (protocol.md W5). One byte of a datagram shows the version in which it is written (low half) and how many newer
 * versions its sender speaks (high half). Two nodes use the newest version that both speak. A node writes in the oldest
 * version until it has heard from the other node, and whenever it does not know which node will read.
 *
 * @param oldest the oldest version that the node understands
 * @param newest the version of its own release
 */
public record WireVersions(int oldest, int newest) {

    /** The versions of this release. There is no version before the first. */
    public static final WireVersions CURRENT = new WireVersions(1, 1);

    private static final int HALF = 4;
    private static final int LOW_HALF = 0x0f;

    /** Checks that a version fits into half a byte, and that the node keeps at most one older version. */
    public WireVersions {
        if (oldest < 1 || newest > LOW_HALF || newest < oldest || newest > oldest + 1) {
            throw new IllegalArgumentException(
                    "wire versions must be one or two neighbours in 1.." + LOW_HALF + ": " + oldest
                            + " to " + newest);
        }
    }

    /** Whether this node can read a datagram with this version byte. */
    boolean understand(int versionByte) {
        int written = versionByte & LOW_HALF;
        return written >= oldest && written <= newest;
    }

    /**
     * The newest version that both this node and the sender of a datagram with this byte speak; never below the oldest.
     */
    int shared(int versionByte) {
        int senders = (versionByte & LOW_HALF) + ((versionByte >>> HALF) & LOW_HALF);
        return Math.max(oldest, Math.min(newest, senders));
    }

    /** The version byte of a datagram that is written in a version. */
    int versionByte(int written) {
        return ((newest - written) << HALF) | written;
    }
}

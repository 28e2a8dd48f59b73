package io.kadmos.dht.channel;

/**
 * The versions of the wire that a node speaks: its own and the one before, so that a cluster is upgraded node by node.
 * A datagram shows in one byte the version it is written in (low half) and how many newer ones its sender speaks as
 * well (high half). Two nodes speak the newest that both do: the oldest until a node has heard from the other, and
 * the oldest whenever it does not know who will read.
 *
 * @param oldest the oldest that is understood
 * @param newest the own
 */
public record WireVersions(int oldest, int newest) {

    /** Of this release. There is no version before the first. */
    public static final WireVersions CURRENT = new WireVersions(1, 1);

    private static final int HALF = 4;
    private static final int LOW_HALF = 0x0f;

    /** Half a byte holds a version; a node keeps its own and one before. */
    public WireVersions {
        if (oldest < 1 || newest > LOW_HALF || newest < oldest || newest > oldest + 1) {
            throw new IllegalArgumentException("wire versions " + oldest + " to " + newest);
        }
    }

    /** Whether a datagram with this byte can be read. */
    boolean understand(int versionByte) {
        int written = versionByte & LOW_HALF;
        return written >= oldest && written <= newest;
    }

    /** The newest version that the sender of a datagram with this byte speaks as well; one that is understood. */
    int shared(int versionByte) {
        int senders = (versionByte & LOW_HALF) + ((versionByte >>> HALF) & LOW_HALF);
        return Math.max(oldest, Math.min(newest, senders));
    }

    /** The byte for a datagram in a version. */
    int versionByte(int written) {
        return ((newest - written) << HALF) | written;
    }
}

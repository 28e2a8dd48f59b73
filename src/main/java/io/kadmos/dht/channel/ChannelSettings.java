package io.kadmos.dht.channel;

import java.time.Duration;

/**
 * The settings of a channel.
 *
 * @param maxDatagramBytes the largest UDP payload, seal included; the nodes of one cluster may differ in it
 * @param reassemblyBytes the most memory that the unfinished large messages of all peers take together
 * @param largeMessageIdle how long a large message may make no progress before the node gives it up
 * @param wireVersions the wire versions that this node speaks; in production {@link WireVersions#CURRENT}
 */
public record ChannelSettings(int maxDatagramBytes, int reassemblyBytes, Duration largeMessageIdle,
        WireVersions wireVersions) {

    /** Every IPv4 path carries a datagram of this size. A smaller one leaves too little room beside the seal. */
    public static final int MIN_DATAGRAM_BYTES = 576;
    /** The largest payload that UDP over IPv4 can carry. */
    public static final int MAX_DATAGRAM_BYTES = 65_507;

    /**
     * 1 200 bytes pass every path without fragmentation (RFC 9000 §14.1). 64 MiB hold sixty of the largest values at
     * once. 10 s give a peer that only paused the time to come back.
     */
    public static final ChannelSettings DEFAULT = new ChannelSettings(1_200, 64 << 20, Duration.ofSeconds(10),
            WireVersions.CURRENT);

    /** The same settings for a node that speaks other wire versions. */
    public ChannelSettings speaking(WireVersions versions) {
        return new ChannelSettings(maxDatagramBytes, reassemblyBytes, largeMessageIdle, versions);
    }

    /** Checks every bound. */
    public ChannelSettings {
        if (maxDatagramBytes < MIN_DATAGRAM_BYTES || maxDatagramBytes > MAX_DATAGRAM_BYTES) {
            throw new IllegalArgumentException("a datagram must have " + MIN_DATAGRAM_BYTES + ".." + MAX_DATAGRAM_BYTES
                    + " bytes: " + maxDatagramBytes);
        }
        if (reassemblyBytes < Channel.MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException("a reassembly memory of " + reassemblyBytes + " bytes holds no message");
        }
        if (largeMessageIdle.isNegative() || largeMessageIdle.isZero()) {
            throw new IllegalArgumentException(
                    "the idle time of a large message must be positive: " + largeMessageIdle);
        }
    }
}

package io.kadmos.dht.channel;

import java.time.Duration;

/**
 * What may be chosen about a channel.
 *
 * @param maxDatagramBytes the largest UDP payload, seal included; all nodes of a cluster may choose differently
 * @param reassemblyBytes how much memory the unfinished large messages of all peers may take together
 * @param transferIdle how long a large message may make no progress before it is given up
 * @param wireVersions what this node speaks; in production {@link WireVersions#CURRENT}
 */
public record ChannelSettings(int maxDatagramBytes, int reassemblyBytes, Duration transferIdle,
        WireVersions wireVersions) {

    /** The smallest datagram of every IPv4 path; below it too little room is left beside the seal. */
    public static final int MIN_DATAGRAM_BYTES = 576;
    /** The largest payload that UDP over IPv4 can carry. */
    public static final int MAX_DATAGRAM_BYTES = 65_507;

    /**
     * 1 200 bytes pass everywhere without fragmentation (RFC 9000 §14.1). 64 MiB is sixty of the largest values at
     * once. After 10 s of silence a peer that was merely paused has had time to come back.
     */
    public static final ChannelSettings DEFAULT = new ChannelSettings(1_200, 64 << 20, Duration.ofSeconds(10),
            WireVersions.CURRENT);

    /** The same for a node that speaks other versions of the wire. */
    public ChannelSettings speaking(WireVersions versions) {
        return new ChannelSettings(maxDatagramBytes, reassemblyBytes, transferIdle, versions);
    }

    /** Checks every bound. */
    public ChannelSettings {
        if (maxDatagramBytes < MIN_DATAGRAM_BYTES || maxDatagramBytes > MAX_DATAGRAM_BYTES) {
            throw new IllegalArgumentException("datagrams of " + maxDatagramBytes + " bytes");
        }
        if (reassemblyBytes < Channel.MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException("not even one message fits into " + reassemblyBytes + " bytes");
        }
        if (transferIdle.isNegative() || transferIdle.isZero()) {
            throw new IllegalArgumentException("transfers idle for " + transferIdle);
        }
    }
}

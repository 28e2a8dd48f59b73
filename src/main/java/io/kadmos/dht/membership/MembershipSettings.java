package io.kadmos.dht.membership;

import java.time.Duration;

/**
 * The intervals of membership. Values that do not fit together are an {@link IllegalArgumentException}.
 *
 * @param callTimeout how long one greeting, question of forming or probe of a path may take: a greeted
 *     node may first ask the present holder of the name, so this allows for two round trips
 * @param pingInterval a node that was not heard for this long is pinged; a ping may take as long
 * @param missedPings how many unanswered pings in a row make a node suspect
 * @param introductionAge how old a node's introduction may get before the node is greeted again, so that a change of
 *     its state arrives even if the node's own greeting was lost
 * @param lonelyBackoffMin the first pause of a lonely node between two attempts to find other nodes
 * @param lonelyBackoffMax the longest such pause: far shorter than a startup probe waits
 * @param seedInterval how often a node that is not lonely resolves the seeds and looks up a random point; so it finds
 *     the other nodes after a partition during which addresses changed
 * @param formingInterval how often the initiator repeats its questions and offers
 * @param probeInterval how often the path to one other node is probed with the longest datagram
 */
public record MembershipSettings(Duration callTimeout, Duration pingInterval, int missedPings,
        Duration introductionAge, Duration lonelyBackoffMin, Duration lonelyBackoffMax, Duration seedInterval,
        Duration formingInterval, Duration probeInterval) {

    /**
     * With these, a silent node is suspect after 3 to 4 s, and a path that loses long datagrams is narrow after some 10
     * s.
     */
    public static final MembershipSettings DEFAULT = new MembershipSettings(Duration.ofSeconds(2),
            Duration.ofSeconds(1), 3, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(5),
            Duration.ofMinutes(1), Duration.ofMillis(500), Duration.ofSeconds(1));

    /** Checks that the intervals are positive and the backoff does not shrink. */
    public MembershipSettings {
        if (missedPings < 1) {
            throw new IllegalArgumentException("missed pings must be positive: " + missedPings);
        }
        if (!callTimeout.isPositive() || !pingInterval.isPositive() || !formingInterval.isPositive()
                || !introductionAge.isPositive() || !seedInterval.isPositive() || !lonelyBackoffMin.isPositive()
                || !probeInterval.isPositive()) {
            throw new IllegalArgumentException("every interval must be positive");
        }
        if (lonelyBackoffMax.compareTo(lonelyBackoffMin) < 0) {
            throw new IllegalArgumentException("the backoff must not shrink");
        }
    }
}

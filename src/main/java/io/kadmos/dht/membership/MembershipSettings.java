package io.kadmos.dht.membership;

import java.time.Duration;

/**
 * The intervals of membership; a simulator shortens them.
 *
 * @param callTimeout how long one greeting or forming question may take; a greeting may include a challenge elsewhere
 * @param pingInterval a node not heard for this long is pinged, and a ping may take as long
 * @param missedPings how many unanswered pings in a row make a node suspect
 * @param introductionAge how old a node's introduction may get before it is greeted again, so that changes of its state
 *     come through even if they were not told
 * @param lonelyBackoffMin the first pause between two attempts to find others
 * @param lonelyBackoffMax the longest pause between two attempts while lonely: well within a startup probe's patience
 * @param seedInterval how often the seeds are resolved, and a random point looked up, by a node that is not lonely:
 *     finds the other half after a partition during which addresses changed
 * @param formingInterval how often the initiator repeats its questions and offers
 * @param probeInterval how often the path to one other node is tried with the longest datagram
 */
public record MembershipSettings(Duration callTimeout, Duration pingInterval, int missedPings,
        Duration introductionAge, Duration lonelyBackoffMin, Duration lonelyBackoffMax, Duration seedInterval,
        Duration formingInterval, Duration probeInterval) {

    /** A silent node is suspected after three to four seconds; a path that swallows long datagrams, after some ten. */
    public static final MembershipSettings DEFAULT = new MembershipSettings(Duration.ofSeconds(2),
            Duration.ofSeconds(1), 3, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(5),
            Duration.ofMinutes(1), Duration.ofMillis(500), Duration.ofSeconds(1));

    /** Checks the relations. */
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

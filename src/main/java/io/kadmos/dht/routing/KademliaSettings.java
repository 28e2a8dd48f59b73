package io.kadmos.dht.routing;

import java.time.Duration;

/**
 * The constants of Kademlia (protocol.md §11).
 *
 * @param k contacts of a bucket, and results of a lookup (Kademlia §2.2: any k nodes are unlikely to fail within an
 * hour)
 * @param alpha questions that one lookup has under way at a time (Kademlia §2.3)
 * @param replacements contacts that wait behind each full bucket (Kademlia §4.1)
 * @param bucketRefresh how long a bucket may stay without a lookup before the node refreshes it (Kademlia §2.3)
 * @param callTimeout how long a lookup waits for one answer; a silent contact delays it by at most this time
 */
public record KademliaSettings(
        int k, int alpha, int replacements, Duration bucketRefresh, Duration callTimeout) {

    /** The values of the paper, with a timeout that covers four transmissions on a slow link. */
    public static final KademliaSettings DEFAULT = new KademliaSettings(20, 3, 20, Duration.ofHours(1),
            Duration.ofSeconds(1));

    private static final int MAX_K = 256;

    /** Checks that every number is positive and within its bound. */
    public KademliaSettings {
        if (k < 1 || k > MAX_K) {
            throw new IllegalArgumentException("k must be 1.." + MAX_K + ": " + k);
        }
        if (alpha < 1 || alpha > k) {
            throw new IllegalArgumentException("alpha must be 1..k: " + alpha);
        }
        if (replacements < 0 || replacements > MAX_K) {
            throw new IllegalArgumentException("replacements must be 0.." + MAX_K + ": " + replacements);
        }
        if (!bucketRefresh.isPositive() || !callTimeout.isPositive()) {
            throw new IllegalArgumentException("both durations must be positive");
        }
    }
}

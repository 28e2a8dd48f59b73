package io.kadmos.dht.routing;

import java.time.Duration;

/**
 * The constants of Kademlia.
 *
 * @param k contacts in a bucket, and results of a lookup (§2.2: any k nodes are unlikely to fail within an hour)
 * @param alpha questions of one lookup under way at a time (§2.3)
 * @param replacements contacts that wait behind each full bucket (§4.1)
 * @param bucketRefresh how long a bucket may go without a lookup before it is refreshed by one (§2.3)
 * @param callTimeout how long a lookup waits for one answer before it does without; a silent contact costs at most this
 */
public record KademliaSettings(
        int k, int alpha, int replacements, Duration bucketRefresh, Duration callTimeout) {

    /** What the paper proposes, with a timeout that covers four transmissions on a slow link. */
    public static final KademliaSettings DEFAULT = new KademliaSettings(20, 3, 20, Duration.ofHours(1),
            Duration.ofSeconds(1));

    private static final int MAX_K = 256;

    /** Checks that every number is positive and within reason. */
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

package io.kadmos.dht.channel;

/**
 * How long one peer takes to answer, after RFC 6298, in nanoseconds. Round trips of what was sent more than once are
 * not to be told (Karn's algorithm, §3), because nobody knows which copy was answered; so a timeout that proved too
 * short stays doubled until an answer to something sent once arrives (§5.5–5.7).
 */
public final class RoundTripEstimator {

    /** The shortest timeout: below it, the pauses of a busy peer would look like losses. */
    public static final long FLOOR_NANOS = 20_000_000;
    /** The timeout towards a peer that never answered yet. */
    public static final long START_NANOS = 250_000_000;
    /** The longest timeout. */
    public static final long CAP_NANOS = 2_000_000_000;

    private boolean measured;
    private long smoothedNanos = START_NANOS;
    private long deviationNanos;
    private long timeoutNanos = START_NANOS;

    /**
     * An estimator that expects what another one measured until it has a measurement of its own, as connections to one
     * place share theirs (RFC 9040). Its first timeout is never longer than that of one which expects nothing.
     */
    public static RoundTripEstimator expecting(RoundTripEstimator other) {
        RoundTripEstimator estimator = new RoundTripEstimator();
        estimator.smoothedNanos = Math.min(other.smoothedNanos, START_NANOS);
        estimator.deviationNanos = other.deviationNanos;
        estimator.timeoutNanos = Math.min(other.timeoutNanos, START_NANOS);
        return estimator;
    }

    /** Takes in the round trip of something that was sent exactly once (§2.2, §2.3). */
    public void sample(long roundTripNanos) {
        if (measured) {
            long error = Math.abs(smoothedNanos - roundTripNanos);
            deviationNanos += (error - deviationNanos) / 4;
            smoothedNanos += (roundTripNanos - smoothedNanos) / 8;
        } else {
            measured = true;
            smoothedNanos = roundTripNanos;
            deviationNanos = roundTripNanos / 2;
        }
        timeoutNanos = Math.clamp(smoothedNanos + 4 * deviationNanos, FLOOR_NANOS, CAP_NANOS);
    }

    /** A timeout of this length passed in vain. Many that began together count once. */
    public void backOff(long passedNanos) {
        timeoutNanos = Math.max(timeoutNanos, Math.min(2 * passedNanos, CAP_NANOS));
    }

    /** After which to send again what was not answered. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** The smoothed round trip. */
    public long smoothedNanos() {
        return smoothedNanos;
    }

    /** The round trip that only few answers exceed: smoothed plus four deviations, without floor. */
    public long overdueNanos() {
        return smoothedNanos + 4 * deviationNanos;
    }
}

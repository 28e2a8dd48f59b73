package io.kadmos.dht.channel;

/**
 * Estimates how long one peer takes to answer, and how long to wait before sending again, as RFC 6298 says
 * (protocol.md W9). All times are nanoseconds. The caller must not report the round trip of a message that was sent
 * more than once (Karn's algorithm, RFC 6298 §3), because it cannot tell which copy was answered. So a timeout that
 * proved too short stays doubled until the answer to a message sent once arrives (RFC 6298 §5.5–5.7). Event loop only.
 */
public final class RoundTripEstimator {

    /** The shortest timeout. With a shorter one, the pauses of a busy peer would look like losses. */
    public static final long FLOOR_NANOS = 20_000_000;
    /** The timeout towards a peer that has not answered yet. */
    public static final long START_NANOS = 250_000_000;
    /** The longest timeout. */
    public static final long CAP_NANOS = 2_000_000_000;

    private boolean measured;
    private long smoothedNanos = START_NANOS;
    private long deviationNanos;
    private long timeoutNanos = START_NANOS;

    /**
     * An estimator that starts from what another one measured, until it has a measurement of its own. Connections to
     * one host share their estimates in the same way (RFC 9040). Its first timeout is never longer than
     * {@link #START_NANOS}.
     */
    public static RoundTripEstimator expecting(RoundTripEstimator other) {
        RoundTripEstimator estimator = new RoundTripEstimator();
        estimator.smoothedNanos = Math.min(other.smoothedNanos, START_NANOS);
        estimator.deviationNanos = other.deviationNanos;
        estimator.timeoutNanos = Math.min(other.timeoutNanos, START_NANOS);
        return estimator;
    }

    /** Takes in the round trip of a message that was sent exactly once (RFC 6298 §2.2, §2.3). */
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

    /**
     * Doubles the timeout after one of this length passed without an answer (RFC 6298 §5.5). Several timeouts of the
     * same length, which began together, double it once.
     */
    public void backOff(long passedNanos) {
        timeoutNanos = Math.max(timeoutNanos, Math.min(2 * passedNanos, CAP_NANOS));
    }

    /** How long to wait for an answer before sending again. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** The smoothed round trip (SRTT of RFC 6298). */
    public long smoothedNanos() {
        return smoothedNanos;
    }

    /** A round trip that few answers exceed: the smoothed one plus four deviations, without the floor. */
    public long overdueNanos() {
        return smoothedNanos + 4 * deviationNanos;
    }
}

package io.kadmos.simulation;

/**
 * When values with a time to live may and must be gone. The expiry is set by one clock and judged by others, so it is
 * as uncertain as the clocks of a run ever were apart.
 *
 * @param spreadNanos how far apart two clocks may have been at any two moments of the run
 * @param certain whether every node removes what has ended; a node whose clock is far off does not
 */
record ExpiryWindow(long spreadNanos, boolean certain) {

    /** All clocks are right. */
    static final ExpiryWindow EXACT = new ExpiryWindow(0, true);

    /** Before this moment a value is there. */
    long earliestEnd(Attempt writer) {
        long ttl = ttlNanos(writer);
        return ttl == Attempt.NEVER ? Attempt.NEVER : writer.calledAt() + ttl - spreadNanos;
    }

    /** After this moment a value is gone. */
    long latestEnd(Attempt writer) {
        long ttl = ttlNanos(writer);
        boolean unbounded = ttl == Attempt.NEVER || writer.endedAt() == Attempt.NEVER || !certain;
        return unbounded ? Attempt.NEVER : writer.endedAt() + ttl + spreadNanos;
    }

    private static long ttlNanos(Attempt writer) {
        return writer.action() instanceof Attempt.Action.Put(_, _, var ttl) ? ttl : Attempt.NEVER;
    }
}

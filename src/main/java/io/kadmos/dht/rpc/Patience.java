package io.kadmos.dht.rpc;

import java.time.Duration;

/**
 * How long an answer of a peer is worth waiting for.
 *
 * @param overdue after this, only few answers are still to come: somebody else may be asked meanwhile
 * @param hopeless after this, only few answers even to a second copy of the question are: the peer is probably dead
 */
public record Patience(Duration overdue, Duration hopeless) {

    /** Checks the order. */
    public Patience {
        if (hopeless.compareTo(overdue) < 0) {
            throw new IllegalArgumentException("hopeless after " + hopeless + ", overdue after " + overdue);
        }
    }
}

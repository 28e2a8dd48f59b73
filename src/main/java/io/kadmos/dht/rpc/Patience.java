package io.kadmos.dht.rpc;

import java.time.Duration;

/**
 * How long a caller should wait for the answer of a peer to a small request.
 *
 * @param overdue later than this, few answers still come: the caller may ask another node meanwhile
 * @param hopeless later than this, few answers come even to a second copy of the request: the peer is probably down;
 *     not less than {@code overdue}
 */
public record Patience(Duration overdue, Duration hopeless) {

    /** Checks the order. */
    public Patience {
        if (hopeless.compareTo(overdue) < 0) {
            throw new IllegalArgumentException("hopeless after " + hopeless + ", overdue after " + overdue);
        }
    }
}

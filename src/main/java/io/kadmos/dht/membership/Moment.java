package io.kadmos.dht.membership;

import java.time.Duration;
import java.time.Instant;

/**
 * One moment on both clocks of a node.
 *
 * @param uptime the time since a moment before the node started, for timeouts
 * @param wall the time of day
 */
public record Moment(Duration uptime, Instant wall) {

    /** The elapsed time between an earlier moment and this one. */
    public Duration since(Moment earlier) {
        return uptime.minus(earlier.uptime);
    }
}

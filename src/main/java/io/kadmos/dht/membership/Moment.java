package io.kadmos.dht.membership;

import java.time.Duration;
import java.time.Instant;

/** One moment on both clocks. */
public record Moment(Duration uptime, Instant wall) {

    /** How much uptime passed since then. */
    public Duration since(Moment earlier) {
        return uptime.minus(earlier.uptime);
    }
}

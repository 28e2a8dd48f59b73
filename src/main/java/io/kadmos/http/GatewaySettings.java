package io.kadmos.http;

import java.time.Duration;
import java.util.Objects;

/**
 * The bounds of the gateway.
 *
 * @param requestDeadline from the last byte of a request's body to its answer
 * @param maxInFlight how many requests may be worked on at once
 * @param requestsPerSecond how many requests one client may do; 0 for as many as it likes
 */
public record GatewaySettings(Duration requestDeadline, int maxInFlight, int requestsPerSecond, int maxValueBytes,
        int maxKeyBytes) {

    /** The deadline is required. */
    public GatewaySettings {
        Objects.requireNonNull(requestDeadline);
    }
}

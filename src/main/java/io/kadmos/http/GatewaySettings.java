package io.kadmos.http;

import java.time.Duration;
import java.util.Objects;

/**
 * The bounds of the gateway.
 *
 * @param requestDeadline the most time from the last byte of a request's body to its answer
 * @param maxInFlight the most requests that the gateway works on at once
 * @param requestsPerSecond the most requests a second from one client; 0 for no limit
 */
public record GatewaySettings(Duration requestDeadline, int maxInFlight, int requestsPerSecond, int maxValueBytes,
        int maxKeyBytes) {

    /** Requires the deadline. */
    public GatewaySettings {
        Objects.requireNonNull(requestDeadline);
    }
}

package io.kadmos.http.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Receives the requests that were answered in front of the filters that measure all others. Must not block. */
@FunctionalInterface
public interface RefusalListener {

    /**
     * Receives one request, on its thread.
     *
     * @param response as it was sent
     * @param route one of a fixed set of paths; null if the request is for none of them
     */
    void refused(HttpServletRequest request, HttpServletResponse response, @Nullable String route, Duration elapsed);
}

package io.kadmos.http.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Told of requests that were answered before anything that measures requests could see them. */
@FunctionalInterface
public interface RefusalListener {

    /**
     * Tells of one, on the thread of the request.
     *
     * @param response as it was sent
     * @param route one of a fixed set of paths; null if the request is for none of them
     */
    void refused(HttpServletRequest request, HttpServletResponse response, @Nullable String route, Duration elapsed);
}

package io.kadmos.http.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ServerHttpObservationFilter;

import io.kadmos.http.kv.Routes;

/**
 * Tells of every request that was answered in front of Spring's filters, which measure all others: by the limits and
 * the tokens at the edge, or by Tomcat itself. Tomcat tells an access log of each request when it is over, and how long
 * it took, even if no valve has seen it, so that nobody else needs a clock.
 */
@Component
final class RefusalLog extends ValveBase implements AccessLog {

    private final RefusalListener listener;
    private final Routes routes;

    RefusalLog(RefusalListener listener, Routes routes) {
        super(true);
        this.listener = listener;
        this.routes = routes;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long elapsedNanos) {
        if (ServerHttpObservationFilter.findObservationContext(request).isEmpty()) {
            listener.refused(request, response, routes.of(request.getRequestURI()), Duration.ofNanos(elapsedNanos));
        }
    }

    /** Whose request it was is not told anyway. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {}

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}

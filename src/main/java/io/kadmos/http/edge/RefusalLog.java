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
 * Reports every request that was answered in front of Spring's filters, which measure all others: by the rate limit, by
 * the tokens, or by Tomcat itself. It is an access log, because Tomcat reports every request to an access log, with its
 * duration, even if no valve has seen the request.
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

    /** Without effect: no client's address is reported. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {}

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}

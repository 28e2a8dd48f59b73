package io.kadmos.observability;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerHttpObservationDocumentation.LowCardinalityKeyNames;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * Counts requests that were refused in front of Spring's filters into the meter of all others,
 * {@code http.server.requests}, in the same words. Callable from any thread.
 */
@Component
public final class RefusedRequests {

    /** The tag that Micrometer adds to those of the convention for a request that threw nothing. */
    private static final Tag NO_ERROR = Tag.of("error", "none");

    private final Words words = new Words();
    private final MeterRegistry registry;

    RefusedRequests(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Counts one request.
     *
     * @param route one of a fixed set of paths, if it is one of them
     */
    public void refused(HttpServletRequest request, HttpServletResponse response, @Nullable String route,
            Duration elapsed) {
        var context = new ServerRequestObservationContext(request, response);
        context.setPathPattern(route);
        var tags = StreamSupport.stream(words.getLowCardinalityKeyValues(context).spliterator(), false)
                .map(each -> Tag.of(each.getKey(), each.getValue())).toList();
        registry.timer(words.getName(), Tags.of(tags).and(NO_ERROR)).record(elapsed);
    }

    /** Spring's words, also for a malformed request that has no method. */
    private static final class Words extends DefaultServerRequestObservationConvention {

        private static final KeyValue NO_METHOD = KeyValue.of(LowCardinalityKeyNames.METHOD, "UNKNOWN");

        @Override
        protected KeyValue method(ServerRequestObservationContext context) {
            HttpServletRequest request = context.getCarrier();
            return request == null || request.getMethod() == null ? NO_METHOD : super.method(context);
        }
    }
}

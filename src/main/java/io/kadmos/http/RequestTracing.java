package io.kadmos.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.RequestTrace;
import io.kadmos.dht.record.TraceContext;

/** Decides how a request for a key is traced on its way through the cluster. Called from any thread; must not block. */
@FunctionalInterface
public interface RequestTracing {

    /** Records nothing; passes the client's trace context on to the nodes that the gateway asks. */
    RequestTracing PASSING = (_, parent) -> parent == null
            ? Followed.NOT
            : new Followed(new RequestTrace.Passing(parent), _ -> {});

    /**
     * Begins the trace of a request.
     *
     * @param method the method as the client sent it; any word is possible
     * @param parent the trace context of the client; null if it sent none
     */
    Followed begin(String method, @Nullable TraceContext parent);

    /** Begins the trace of a request; a malformed {@code traceparent} counts as absent. */
    default Followed begin(HttpServletRequest request) {
        String header = request.getHeader("traceparent");
        return begin(request.getMethod(), header == null ? null : TraceContext.parse(header).orElse(null));
    }

    /**
     * The trace of one request.
     *
     * @param trace receives what the node does for the request, or only passes the client's context on; null for
     *        neither
     * @param answered receives the status of the answer, once
     */
    record Followed(@Nullable RequestTrace trace, IntConsumer answered) {

        private static final Followed NOT = new Followed(null, _ -> {});
    }
}

package io.kadmos.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.RequestTrace;
import io.kadmos.dht.record.TraceContext;

/** Says how a request for a key is followed on its way through the cluster. Called from any thread; must be quick. */
@FunctionalInterface
public interface RequestTracing {

    /** Follows nothing; nodes that are asked hear what the client said. */
    RequestTracing PASSING = (_, parent) -> parent == null
            ? Followed.NOT
            : new Followed(new RequestTrace.Passing(parent), _ -> {});

    /**
     * A request begins.
     *
     * @param method any word that a client may send
     * @param parent what the client says that the request is part of
     */
    Followed begin(String method, @Nullable TraceContext parent);

    /** Begins to follow a request; a {@code traceparent} that is malformed counts as absent. */
    default Followed begin(HttpServletRequest request) {
        String header = request.getHeader("traceparent");
        return begin(request.getMethod(), header == null ? null : TraceContext.parse(header).orElse(null));
    }

    /**
     * A request that is followed, or that passes on what the client said.
     *
     * @param trace is told of what the node does, if that is wanted
     * @param answered told once, of the status of the answer
     */
    record Followed(@Nullable RequestTrace trace, IntConsumer answered) {

        private static final Followed NOT = new Followed(null, _ -> {});
    }
}

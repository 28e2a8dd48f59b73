package io.kadmos.observability;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.node.NodeIdentity;
import io.kadmos.dht.record.TraceContext;

/**
 * Sends traces of some requests of clients to a collector, by the protocol of OpenTelemetry. A trace has a span for the
 * request at its gateway, one for each request to a member, and one for each answer at the node that gave it. A client
 * that sends a {@code traceparent} decides whether its request is traced; chance decides about the others. A separate
 * thread sends the spans; spans that it cannot send in time are dropped. Callable from any thread.
 */
public final class Tracing implements Consumer<NodeEvent>, AutoCloseable {

    /** How long a node that stops waits for its last spans to leave, even if the collector does not answer. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    /**
     * The methods that may stand in the names of spans. Any other method becomes {@code _OTHER}, so that a client
     * cannot create names.
     */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS");
    private static final String ROUTE = "/kv/{key}";

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Id self;

    /** Traces what happens at a node. */
    Tracing(SdkTracerProvider provider, Id self) {
        this.provider = provider;
        this.tracer = provider.get("io.kadmos");
        this.self = self;
    }

    /**
     * Sends spans to a collector.
     *
     * @param sample the share, 0 to 1, of the requests without a {@code traceparent} that are traced
     */
    public static Tracing to(URI endpoint, double sample, NodeIdentity identity) {
        return new Tracing(SpanExport.to(endpoint, sample, identity), identity.id());
    }

    /**
     * Begins the span of a request for a key.
     *
     * @param parent the trace context of the client; null if it sent none
     */
    public RequestSpan begin(String method, @Nullable TraceContext parent) {
        String known = METHODS.contains(method) ? method : "_OTHER";
        Span span = tracer.spanBuilder(known + " " + ROUTE).setSpanKind(SpanKind.SERVER)
                .setParent(parent == null ? Context.root() : SpanContexts.remote(parent))
                .setAttribute(SpanAttributes.METHOD, known).setAttribute(SpanAttributes.ROUTE, ROUTE).startSpan();
        return new RequestSpan(span, parent, tracer, self);
    }

    /** Makes the span of a request of another node that this node has served. Event loop only. */
    @Override
    public void accept(NodeEvent event) {
        if (event instanceof NodeEvent.TracedRequestServed(var trace, var caller, var type, var answer, var elapsed)
                && trace.isSampled()) {
            Instant end = Instant.now();
            tracer.spanBuilder(type).setSpanKind(SpanKind.SERVER).setParent(SpanContexts.remote(trace))
                    .setAttribute(SpanAttributes.SYSTEM, "kadmos").setAttribute(SpanAttributes.QUESTION, type)
                    .setAttribute(SpanAttributes.OUTCOME, answer)
                    .setAttribute(SpanAttributes.CLIENT_ADDRESS, caller.endpoint().host())
                    .setAttribute(SpanAttributes.CLIENT_PORT, (long) caller.endpoint().port())
                    .setStartTimestamp(end.minus(elapsed)).startSpan().end(end);
        }
    }

    /** Sends the remaining spans, for {@link #FAREWELL} at most. */
    @Override
    public void close() {
        provider.shutdown().join(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    }
}

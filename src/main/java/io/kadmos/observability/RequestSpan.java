package io.kadmos.observability;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.RequestTrace;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.record.TraceContext;

/**
 * The span of a client's request at its gateway. It is the parent of the spans of the gateway's requests to members.
 */
public final class RequestSpan implements RequestTrace {

    private static final int FIRST_SERVER_ERROR = 500;

    private final Span span;
    private final @Nullable TraceContext parent;
    private final Tracer tracer;
    private final Id self;

    RequestSpan(Span span, @Nullable TraceContext parent, Tracer tracer, Id self) {
        this.span = span;
        this.parent = parent;
        this.tracer = tracer;
        this.self = self;
    }

    /**
     * The trace of the request. If the request is not sampled, the trace only passes on the context that the client
     * sent, and is null if the client sent none.
     */
    public @Nullable RequestTrace trace() {
        if (span.isRecording()) {
            return this;
        }
        return parent == null ? null : new RequestTrace.Passing(parent);
    }

    /** Ends the span with the status of the answer. */
    public void answered(int status) {
        span.setAttribute(SpanAttributes.STATUS, status);
        if (status >= FIRST_SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR).setAttribute(SpanAttributes.ERROR, Integer.toString(status));
        }
        span.end();
    }

    @Override
    public TraceContext context() {
        return SpanContexts.of(span);
    }

    /** A question of a node to itself is a span of kind {@code INTERNAL}, because it does not leave the node. */
    @Override
    public Question asking(Contact to, String type) {
        SpanKind kind = to.id().equals(self) ? SpanKind.INTERNAL : SpanKind.CLIENT;
        return new QuestionSpan(tracer.spanBuilder(type).setSpanKind(kind).setParent(Context.root().with(span))
                .setAttribute(SpanAttributes.SYSTEM, "kadmos").setAttribute(SpanAttributes.QUESTION, type)
                .setAttribute(SpanAttributes.SERVER_ADDRESS, to.endpoint().host())
                .setAttribute(SpanAttributes.SERVER_PORT, (long) to.endpoint().port()).startSpan());
    }
}

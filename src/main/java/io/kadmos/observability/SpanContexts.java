package io.kadmos.observability;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.HexFormat;

import io.kadmos.dht.record.TraceContext;

/** Converts trace contexts between the types of nodes and those of OpenTelemetry. */
final class SpanContexts {

    private static final int HALF = 16;

    private SpanContexts() {}

    /** The parent of a span of this node, where the parent is a span of a client or of another node. */
    static Context remote(TraceContext trace) {
        return Context.root().with(Span.wrap(SpanContext.createFromRemoteParent(
                TraceId.fromLongs(trace.traceHigh(), trace.traceLow()), SpanId.fromLong(trace.parent()),
                TraceFlags.fromByte(trace.flags()), TraceState.getDefault())));
    }

    /** The context that this node sends to another one, whose spans get a span of this node as their parent. */
    static TraceContext of(Span span) {
        SpanContext context = span.getSpanContext();
        String trace = context.getTraceId();
        return new TraceContext(HexFormat.fromHexDigitsToLong(trace, 0, HALF),
                HexFormat.fromHexDigitsToLong(trace, HALF, trace.length()),
                HexFormat.fromHexDigitsToLong(context.getSpanId()), context.getTraceFlags().asByte());
    }
}

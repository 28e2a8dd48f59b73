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

/** The same thing in the words of nodes and in those of OpenTelemetry. */
final class SpanContexts {

    private static final int HALF = 16;

    private SpanContexts() {}

    /** The parent of what happens here, where somebody else is the parent. */
    static Context remote(TraceContext trace) {
        return Context.root().with(Span.wrap(SpanContext.createFromRemoteParent(
                TraceId.fromLongs(trace.traceHigh(), trace.traceLow()), SpanId.fromLong(trace.parent()),
                TraceFlags.fromByte(trace.flags()), TraceState.getDefault())));
    }

    /** What somebody else is told, whose parent is a span of this node. */
    static TraceContext of(Span span) {
        SpanContext context = span.getSpanContext();
        String trace = context.getTraceId();
        return new TraceContext(HexFormat.fromHexDigitsToLong(trace, 0, HALF),
                HexFormat.fromHexDigitsToLong(trace, HALF, trace.length()),
                HexFormat.fromHexDigitsToLong(context.getSpanId()), context.getTraceFlags().asByte());
    }
}

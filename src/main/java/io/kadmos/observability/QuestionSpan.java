package io.kadmos.observability;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

import io.kadmos.dht.call.RequestTrace;
import io.kadmos.dht.event.NodeEvent.CallEnd;
import io.kadmos.dht.record.TraceContext;

/** The span of a request to a node, made at the node that asks, because a node that does not answer makes no span. */
record QuestionSpan(Span span) implements RequestTrace.Question {

    @Override
    public TraceContext context() {
        return SpanContexts.of(span);
    }

    @Override
    public void ended(CallEnd end) {
        String word = Words.of(end);
        span.setAttribute(SpanAttributes.OUTCOME, word);
        if (end != CallEnd.ANSWERED) {
            span.setStatus(StatusCode.ERROR).setAttribute(SpanAttributes.ERROR, word);
        }
        span.end();
    }
}

package io.kadmos.observability;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** An exporter that keeps the spans, unless it is broken. */
final class KeptSpans implements SpanExporter {

    private final List<SpanData> spans = new ArrayList<>();
    private boolean broken;

    /** The kept spans, in the order of their ends. */
    List<SpanData> spans() {
        return spans;
    }

    /** The only span of that name. */
    SpanData named(String name) {
        List<SpanData> found = spans.stream().filter(each -> each.getName().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(name + " is " + found);
        }
        return found.getFirst();
    }

    /** Makes every later export fail. */
    void breakDown() {
        broken = true;
    }

    /** Makes every later export succeed again. */
    void recover() {
        broken = false;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> more) {
        if (broken) {
            return CompletableResultCode.ofExceptionalFailure(new IllegalStateException(new IOException("broken")));
        }
        spans.addAll(more);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}

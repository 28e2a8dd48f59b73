package io.kadmos.observability;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Takes spans and keeps them, unless it is broken. */
final class KeptSpans implements SpanExporter {

    private final List<SpanData> spans = new ArrayList<>();
    private boolean broken;

    /** What was kept, in the order of its end. */
    List<SpanData> spans() {
        return spans;
    }

    /** The only one of that name. */
    SpanData named(String name) {
        List<SpanData> found = spans.stream().filter(each -> each.getName().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(name + " is " + found);
        }
        return found.getFirst();
    }

    /** From now on it takes nothing. */
    void breakDown() {
        broken = true;
    }

    /** From now on it takes everything again. */
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

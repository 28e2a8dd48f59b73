package io.kadmos.observability;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once when a collector accepts no more spans, and once when it accepts them again. Callable from any thread. */
final class CollectorWatch implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(CollectorWatch.class);

    private final SpanExporter exporter;
    private final URI endpoint;
    private final AtomicBoolean isLost = new AtomicBoolean();

    CollectorWatch(SpanExporter exporter, URI endpoint) {
        this.exporter = exporter;
        this.endpoint = endpoint;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> ended(result));
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    private void ended(CompletableResultCode result) {
        if (isLost.getAndSet(!result.isSuccess()) == result.isSuccess()) {
            if (result.isSuccess()) {
                LOG.info("spans arrive again at {}", endpoint);
            } else {
                LOG.warn("spans do not arrive, and are dropped from now on: kadmos.tracing.endpoint={} reason={}",
                        endpoint, reason(result.getFailureThrowable()));
            }
        }
    }

    /** The cause in the exporter's exception; there is none if the collector answered. */
    private static String reason(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : failure.getCause();
        return cause == null ? "the collector refuses them" : cause.toString();
    }
}

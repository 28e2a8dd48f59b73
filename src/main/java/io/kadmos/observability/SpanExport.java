package io.kadmos.observability;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;

import io.kadmos.dht.node.NodeIdentity;

/** Sends spans to a collector, once each, through a queue of {@value #MAX_QUEUE} spans. */
final class SpanExport {

    /** A few megabytes, and the spans of about one second of a busy node; further spans are dropped. */
    private static final int MAX_QUEUE = 4096;
    private static final int MAX_BATCH = 512;
    /** Short, because an operator who has just sent a request looks for its trace. */
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private SpanExport() {}

    /**
     * A provider that sends the spans of a node to a collector. A caller that sends a trace context decides whether its
     * request is traced; otherwise chance decides.
     */
    static SdkTracerProvider to(URI endpoint, double sample, NodeIdentity identity) {
        return SdkTracerProvider.builder().setResource(resource(identity))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sample)))
                .addSpanProcessor(BatchSpanProcessor.builder(new CollectorWatch(exporter(endpoint), endpoint))
                        .setMaxQueueSize(MAX_QUEUE).setMaxExportBatchSize(MAX_BATCH).setScheduleDelay(DELAY)
                        .setExporterTimeout(TIMEOUT).build())
                .build();
    }

    /** An exporter that tries once: further tries would only fill the queue. */
    private static SpanExporter exporter(URI endpoint) {
        return OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).setConnectTimeout(CONNECT_TIMEOUT)
                .setTimeout(TIMEOUT).setRetryPolicy(null).setMeterProvider(MeterProvider::noop).build();
    }

    private static Resource resource(NodeIdentity identity) {
        return Resource.getDefault().merge(Resource.create(Attributes.of(
                AttributeKey.stringKey("service.name"), "kadmos",
                AttributeKey.stringKey("service.namespace"), identity.clusterName(),
                AttributeKey.stringKey("service.instance.id"), identity.nodeName(),
                AttributeKey.stringKey("service.version"), identity.release())));
    }
}

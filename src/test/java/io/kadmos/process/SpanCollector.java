package io.kadmos.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Takes spans as a collector of OpenTelemetry does, and keeps them. */
final class SpanCollector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;

    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    SpanCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.createContext("/", SpanCollector::refuse);
        server.start();
    }

    /** A span, and the name of the node that sent it. */
    record Received(String node, Span span) {

        String trace() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        String id() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        String parent() {
            return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
        }

        String name() {
            return span.getName();
        }

        Span.SpanKind kind() {
            return span.getKind();
        }

        /** What it says under a name; nothing is empty. */
        String says(String name) {
            return attribute(span.getAttributesList(), name);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** Everything so far. */
    List<Received> spans() {
        return List.copyOf(spans);
    }

    /** Waits until the spans of a trace are as they should be. */
    List<Received> await(String trace, Predicate<List<Received>> complete) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Received> found = of(trace);
        while (!complete.test(found)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("trace " + trace + " is " + found);
            }
            Thread.sleep(POLL_MILLIS);
            found = of(trace);
        }
        return found;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private List<Received> of(String trace) {
        return spans.stream().filter(each -> each.trace().equals(trace)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (ResourceSpans sent : ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                    .getResourceSpansList()) {
                String node = attribute(sent.getResource().getAttributesList(), "service.instance.id");
                sent.getScopeSpansList().forEach(
                        scope -> scope.getSpansList().forEach(span -> spans.add(new Received(node, span))));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1); // the answer that says nothing has no bytes
        }
    }

    /** Reads first: the server's own 404 does not, and closes, which some clients see as no answer at all. */
    private static void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private static String attribute(List<KeyValue> attributes, String name) {
        return attributes.stream().filter(each -> each.getKey().equals(name)).findFirst().map(KeyValue::getValue)
                .map(value -> value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue())
                .orElse("");
    }
}

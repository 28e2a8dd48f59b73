package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.kadmos.process.SpanCollector.Received;

/** What real nodes tell a collector about the requests of clients. */
final class TracingIT {

    private static final String CLIENT_SPAN = "00f067aa0ba902b7";
    private static final String KEY = "private-matters/business";
    /** The time to end of a node that has nothing to wait for, on a busy machine. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int REQUESTS = 200;

    @TempDir
    private Path directory;

    @Test
    void tellsOneTraceOfAllNodesThatTakePart() throws Exception {
        try (SpanCollector collector = new SpanCollector();
                ProcessCluster cluster = new ProcessCluster(directory, List.of("alice", "bob", "carol"),
                        "--kadmos.tracing.endpoint=" + collector.endpoint(), "--kadmos.tracing.sample=0")) {
            cluster.form();
            ProcessNode alice = cluster.node("alice");
            String unwanted = "1".repeat(32);
            assertThat(put(alice, "00-" + unwanted + "-" + CLIENT_SPAN + "-00")).isEqualTo(201);
            assertThat(alice.put(KEY, "by chance")).isEqualTo(204);

            String wanted = "4bf92f3577b34da6a3ce929d0e0e4736";
            assertThat(put(alice, "00-" + wanted + "-" + CLIENT_SPAN + "-01")).isEqualTo(204);
            List<Received> trace = collector.await(wanted, TracingIT::isComplete);

            isOneTree(trace);
            assertThat(trace.toString()).doesNotContain("private-matters", "business");
            // A node sends its spans in their order, so those of the earlier requests would be here.
            assertThat(collector.spans()).extracting(Received::trace).containsOnly(wanted);
        }
    }

    @Test
    void servesAsEverWithoutACollector() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SpanCollector collector = new SpanCollector()) {
            servesAsEver("http://127.0.0.1:" + FreePorts.draw() + "/v1/traces", "java.net.ConnectException");
            servesAsEver("http://127.0.0.1:" + silent.getLocalPort() + "/v1/traces", "java.net.http.Http");
            servesAsEver(collector.endpoint().replace("traces", "elsewhere"), "the collector refuses them");
        }
    }

    @Test
    void loadsNothingOfOpenTelemetryWithoutAnEndpoint() throws Exception {
        ProcessNode alone = alone("untraced");
        try {
            assertThat(put(alone, "00-" + "1".repeat(32) + "-" + CLIENT_SPAN + "-01")).isEqualTo(201);
            assertThat(alone.metrics()).contains("kadmos_kv_operations_seconds");

            assertThat(alone.loadedClasses()).contains("io.kadmos.Kadmos").doesNotContain("io.opentelemetry");
        } finally {
            alone.kill();
        }
    }

    /** Every request is traced, and no span gets anywhere. */
    private void servesAsEver(String endpoint, String reason) throws IOException, InterruptedException {
        ProcessNode alone = alone("traced", "--kadmos.tracing.endpoint=" + endpoint, "--kadmos.tracing.sample=1");
        try {
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(alone.put(KEY, "value " + i)).isIn(201, 204);
            }
            alone.awaitOutput("spans do not arrive");
            assertThat(alone.put(KEY, "the last")).isEqualTo(204);

            long asked = System.nanoTime();
            assertThat(alone.terminate()).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(GRACE);
            assertThat(alone.output().lines().filter(line -> line.contains("spans do not arrive"))).singleElement()
                    .asString().contains("kadmos.tracing.endpoint=" + endpoint + " reason=" + reason);
            assertThat(alone.output()).doesNotContain("opentelemetry");
        } finally {
            alone.kill();
        }
    }

    private ProcessNode alone(String name, String... settings) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--kadmos.storage.engine=memory"));
        all.addAll(List.of(settings));
        ProcessNode node = new ProcessNode(directory.resolve(name + FreePorts.draw()), FreePorts.draw(), all);
        node.start();
        node.awaitReady();
        return node;
    }

    private static int put(ProcessNode gateway, String traceParent) throws IOException, InterruptedException {
        return gateway.send(gateway.request("/kv/" + KEY).header("traceparent", traceParent)
                .PUT(BodyPublishers.ofString("value")));
    }

    /** Both other nodes have had the write accepted, and nothing is missing above what is there. */
    private static boolean isComplete(List<Received> trace) {
        Set<String> ids = trace.stream().map(Received::id).collect(Collectors.toSet());
        Set<String> accepted = trace.stream().filter(each -> each.kind() == SpanKind.SPAN_KIND_SERVER
                && each.name().equals("accept")).map(Received::node).collect(Collectors.toSet());
        return accepted.equals(Set.of("bob", "carol")) && trace.stream()
                .allMatch(each -> ids.contains(each.parent()) || each.parent().equals(CLIENT_SPAN));
    }

    private static void isOneTree(List<Received> trace) {
        Received root = trace.stream().filter(each -> each.parent().equals(CLIENT_SPAN)).findFirst().orElseThrow();
        isTheRequest(root);
        Map<String, Received> byId = trace.stream().collect(Collectors.toMap(Received::id, Function.identity()));
        for (Received each : trace) {
            if (!each.equals(root) && each.kind() == SpanKind.SPAN_KIND_SERVER) {
                isAnAnswer(each, Objects.requireNonNull(byId.get(each.parent())));
            } else if (!each.equals(root)) {
                isAQuestion(each, root);
            }
        }
        assertThat(trace).extracting(Received::kind).contains(SpanKind.SPAN_KIND_SERVER, SpanKind.SPAN_KIND_CLIENT,
                SpanKind.SPAN_KIND_INTERNAL);
        assertThat(trace).extracting(Received::name).contains("prepare", "accept");
    }

    private static void isTheRequest(Received root) {
        assertThat(root.node()).isEqualTo("alice");
        assertThat(root.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(root.name()).isEqualTo("PUT /kv/{key}");
        assertThat(root.says("http.request.method")).isEqualTo("PUT");
        assertThat(root.says("http.route")).isEqualTo("/kv/{key}");
        assertThat(root.says("http.response.status_code")).isEqualTo("204");
    }

    private static void isAQuestion(Received question, Received root) {
        assertThat(question.node()).isEqualTo("alice");
        assertThat(question.parent()).isEqualTo(root.id());
        assertThat(question.says("rpc.method")).isEqualTo(question.name());
        assertThat(question.says("rpc.response.status_code")).isEqualTo("answered");
    }

    private static void isAnAnswer(Received answer, Received question) {
        assertThat(answer.node()).isIn("bob", "carol");
        assertThat(question.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
        assertThat(answer.name()).isEqualTo(question.name());
        assertThat(answer.says("rpc.response.status_code")).isIn("promised", "accepted");
    }
}

package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus scrapes a running cluster, answers the queries of the dashboard, and follows the alerts. */
final class PrometheusIT {

    private static final List<String> NAMES = List.of("alice", "bob", "carol");
    private static final Path RULES = Path.of("charts/kadmos/files/alerts.yml");
    private static final Path RULE_TESTS = Path.of("src/test/prometheus/alerts.test.yml");
    private static final Path DASHBOARD = Path.of("charts/kadmos/files/dashboard.json");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) (.+)");
    private static final Pattern LABEL = Pattern.compile("[{,](\\w+)=\"");
    /** These are empty while nothing is wrong and no slot moves. */
    private static final Set<String> EMPTY_WHEN_QUIET = Set.of("Reconfigurations", "Duration of reconfigurations",
            "Garbage collection");
    /** Tells of the disk of the machine, which may be nearly full: then it is pending, and fires after ten minutes. */
    private static final String OF_THE_MACHINE = "KadmosDiskFilling";

    /** Name, type and labels of every metric that is promised. */
    private static final Map<String, Promised> PROMISED = Map.ofEntries(
            promise("http_server_requests_seconds", "summary", "error", "exception", "method", "outcome", "status",
                    "uri"),
            promise("kadmos_kv_operations_seconds", "histogram", "operation", "outcome", "le"),
            promise("kadmos_rpc_client_seconds", "summary", "type", "outcome"),
            promise("kadmos_rpc_server_seconds", "summary", "type"),
            promise("kadmos_rpc_retransmissions_total", "counter"),
            promise("kadmos_datagrams_total", "counter", "direction"),
            promise("kadmos_datagrams_dropped_total", "counter", "reason"),
            promise("kadmos_lookup_seconds", "summary"),
            promise("kadmos_lookup_hops", "summary"),
            promise("kadmos_routing_contacts", "gauge", "state"),
            promise("kadmos_nodes", "gauge", "state"),
            promise("kadmos_slots", "gauge", "state"),
            promise("kadmos_slots_under_replicated", "gauge"),
            promise("kadmos_reconfigurations_total", "counter", "reason", "outcome"),
            promise("kadmos_reconfiguration_seconds", "summary"),
            promise("kadmos_transfer_bytes_total", "counter", "direction"),
            promise("kadmos_paxos_rounds_total", "counter", "phase", "outcome"),
            promise("kadmos_storage_keys", "gauge"),
            promise("kadmos_storage_bytes", "gauge"),
            promise("kadmos_storage_sync_seconds", "histogram", "le"),
            promise("kadmos_storage_tombstones", "gauge"),
            promise("kadmos_clock_skew_seconds", "gauge"),
            promise("kadmos_in_flight_requests", "gauge"));

    private record Promised(String type, Set<String> labels) {}

    private static Map.Entry<String, Promised> promise(String name, String type, String... labels) {
        return Map.entry(name, new Promised(type, new TreeSet<>(List.of(labels))));
    }

    @TempDir
    private Path directory;

    @Test
    void scrapesEveryPromisedMetricAnswersTheDashboardAndFollowsALoss() throws Exception {
        Tool.named("prometheus");
        try (ProcessCluster cluster = new ProcessCluster(directory, NAMES)) {
            cluster.form();
            work(cluster);
            tellsWhatIsPromised(cluster.node("alice").metrics());
            try (Prometheus prometheus = Prometheus.watching(directory.resolve("prometheus"), cluster.nodes())) {
                knowsEveryMetric(prometheus);
                answersTheDashboard(prometheus, cluster);
                rulesAreSilent(prometheus);
                followsALoss(prometheus, cluster);
            }
        }
    }

    @Test
    void shippedRulesPassTheirUnitTests() throws Exception {
        Tool promtool = Tool.named("promtool");
        assertThat(promtool.run("check", "rules", RULES.toString()))
                .satisfies(result -> assertThat(result.status()).as(result.output()).isZero());
        assertThat(promtool.run("test", "rules", RULE_TESTS.toString()))
                .satisfies(result -> assertThat(result.status()).as(result.output()).isZero());
    }

    /** Something of everything that clients can do. */
    private static void work(ProcessCluster cluster) throws IOException, InterruptedException {
        for (int i = 0; i < 60; i++) {
            ProcessNode gateway = cluster.nodes().get(i % NAMES.size());
            assertThat(gateway.put("key-" + i, "value")).isEqualTo(201);
            assertThat(gateway.get("key-" + i).statusCode()).isEqualTo(200);
            assertThat(gateway.get("absent-" + i).statusCode()).isEqualTo(404);
        }
        assertThat(cluster.node("bob").send(cluster.node("bob").request("/kv/key-0").DELETE())).isEqualTo(204);
        assertThat(cluster.node("bob").send(cluster.node("bob").request("/kv/key-1").header("If-None-Match", "*")
                .PUT(BodyPublishers.ofString("x")))).isEqualTo(412);
    }

    private static void tellsWhatIsPromised(String text) {
        Map<String, String> types = new TreeMap<>();
        TYPE.matcher(text).results().forEach(match -> types.put(match.group(1), match.group(2)));
        List<String> explained = HELP.matcher(text).results().map(match -> match.group(1)).toList();
        PROMISED.forEach((name, promised) -> {
            assertThat(types).as(text).containsEntry(name, promised.type());
            assertThat(explained).contains(name);
            assertThat(labels(text, name)).as(name).isEqualTo(promised.labels());
        });
    }

    private static Set<String> labels(String text, String name) {
        Set<String> labels = new TreeSet<>();
        text.lines().filter(line -> line.startsWith(name)).forEach(line -> LABEL.matcher(line).results()
                .forEach(match -> labels.add(match.group(1))));
        return labels;
    }

    private static void knowsEveryMetric(Prometheus prometheus) throws IOException, InterruptedException {
        for (Map.Entry<String, Promised> each : PROMISED.entrySet()) {
            boolean isPlain = Set.of("gauge", "counter").contains(each.getValue().type());
            String series = each.getKey() + (isPlain ? "" : "_count");
            assertThat(prometheus.query("count by (instance) (" + series + ")")).as(series).hasSize(NAMES.size());
        }
        String reported = prometheus.await("sum(kadmos_storage_keys) == 177").toString();
        assertThat(reported).as("59 keys with three replicas each").contains("177");
        assertThat(prometheus.query("sum(kadmos_storage_tombstones) == 3")).hasSize(1);
        assertThat(prometheus.query("min(kadmos_storage_bytes) > 0")).hasSize(1);
    }

    private static void answersTheDashboard(Prometheus prometheus, ProcessCluster cluster) throws Exception {
        assertThat(cluster.node("alice").get("key-1").statusCode()).isEqualTo(200);
        prometheus.await("sum(rate(kadmos_kv_operations_seconds_count[10s])) > 0");
        List<String> empty = new ArrayList<>();
        for (JsonNode panel : new JsonMapper().readTree(Files.readString(DASHBOARD)).get("panels")) {
            boolean answered = false;
            for (JsonNode target : panel.path("targets")) {
                String expression = target.get("expr").asString().replace("$__rate_interval", "10s")
                        .replace("$job", "kadmos");
                answered |= !prometheus.query(expression).isEmpty();
            }
            if (!answered && panel.has("targets")) {
                empty.add(panel.get("title").asString());
            }
        }
        assertThat(EMPTY_WHEN_QUIET).containsAll(empty);
    }

    private static void rulesAreSilent(Prometheus prometheus) throws IOException, InterruptedException {
        int rules = 0;
        for (JsonNode group : prometheus.rules()) {
            for (JsonNode rule : group.get("rules")) {
                rules++;
                assertThat(rule.get("health").asString()).as(rule.toString()).isEqualTo("ok");
                boolean isOfTheMachine = rule.get("name").asString().equals(OF_THE_MACHINE);
                assertThat(rule.get("state").asString()).as(rule.toString())
                        .isIn("inactive", isOfTheMachine ? "pending" : "inactive");
            }
        }
        assertThat(rules).isGreaterThanOrEqualTo(12);
        System.out.println("rules loaded and silent: " + rules);
    }

    /** Long before an alert fires it is pending, and that comes within seconds. */
    private static void followsALoss(Prometheus prometheus, ProcessCluster cluster) throws Exception {
        cluster.node("carol").kill();
        prometheus.await("max(kadmos_slots_under_replicated) == 4096");
        assertThat(prometheus.query("min(kadmos_slots_without_quorum{instance!=\"" + cluster.node("carol")
                .managementAddress() + "\"} ) == 0")).hasSize(1);
        prometheus.await("ALERTS{alertname=\"KadmosSlotsUnderReplicated\", alertstate=\"pending\"}");
        prometheus.await("ALERTS{alertname=\"KadmosNodeSilent\", alertstate=\"pending\"}");

        cluster.node("bob").kill();
        prometheus.await("ALERTS{alertname=\"KadmosSlotsWithoutQuorum\", alertstate=\"pending\"}");
        prometheus.await("ALERTS{alertname=\"KadmosNodeIsolated\", alertstate=\"pending\"}");
    }
}

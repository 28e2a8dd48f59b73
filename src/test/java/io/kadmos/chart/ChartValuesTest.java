package io.kadmos.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The values of the chart: which ones the chart refuses, which are documented, and which files they switch on. */
@NullUnmarked // Every field of an API object may be missing; a test that meets such a one fails.
final class ChartValuesTest {

    /** Keys whose content Kubernetes or the user defines. */
    private static final List<String> OPAQUE = List.of("resources", "podSecurityContext", "containerSecurityContext",
            "metrics.dashboards.labels", "startupProbe", "livenessProbe", "readinessProbe", "global");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replicas                      | 3        | at '': additional properties 'replicas' not allowed
            peer.secret                   | x        | at '/peer': additional properties 'secret' not allowed
            replicaCount                  | three    | at '/replicaCount': got string, want integer
            replicaCount                  | -1       | at '/replicaCount': minimum: got -1, want 0
            service.type                  | Cluster  | at '/service/type': value must be one of 'ClusterIP', 'NodePort'
            containerPorts.http           | 80       | at '/containerPorts/http': minimum: got 80, want 1,024
            scaleDownDetection.drainTimeout | soon   | at '/scaleDownDetection/drainTimeout': 'soon' does not match
            persistence.accessModes[0]    | ReadOnlyMany | at '/persistence/accessModes/0': value must be one of
            persistence.size              | big      | at '/persistence/size': 'big' does not match pattern
            tls.enabled                   | true     | at '/tls/existingSecret': minLength: got 0, want 1
            httpRoute.enabled             | true     | at '/httpRoute/parentRefs': minItems: got 0, want 1
            auth.tokens[0].name           | web      | at '/auth/tokens/0': missing properties 'sha256', 'rules'
            """)
    void refusesBadValuesAndSaysWhich(String key, String value, String message) {
        assertThatThrownBy(() -> RenderedChart.of(Map.of(key, value))).hasMessageContaining(message);
    }

    @Test
    void knowsNoValueThatItsReadmeDoesNotName() throws IOException {
        String readme = Files.readString(RenderedChart.CHART.resolve("README.md"));
        List<String> values = keys("", new Yaml().load(Files.readString(RenderedChart.CHART.resolve("values.yaml"))));
        assertThat(values).hasSizeGreaterThan(80).allSatisfy(key -> assertThat(readme).contains("`" + key + "`"));
    }

    @Test
    void hasASchemaForEveryValueAndForNoOther() throws IOException {
        Map<String, Object> schema = new Yaml()
                .load(Files.readString(RenderedChart.CHART.resolve("values.schema.json")));
        Map<String, Object> values = new Yaml().load(Files.readString(RenderedChart.CHART.resolve("values.yaml")));
        assertThat(properties(schema).keySet()).isEqualTo(values.keySet());
        assertThat(schema).containsEntry("additionalProperties", false);
    }

    @Test
    void givesNodesNoSettingThatTheyDoNotHave() throws IOException {
        Map<String, Object> settings = new Yaml()
                .load(Files.readString(Path.of("src", "main", "resources", "application.yml")));
        List<String> known = keys("", settings).stream()
                .map(key -> key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT)).toList();
        for (String file : List.of("bare.yaml", "existing-secrets.yaml", "everything.yaml")) {
            assertThat(RenderedChart.ofFile(file).node().getEnv()).extracting(V1EnvVar::getName)
                    .filteredOn(name -> name.startsWith("KADMOS_")).isNotEmpty().isSubsetOf(known);
        }
    }

    @Test
    void shipsTheRulesAndTheDashboard() throws IOException {
        RenderedChart chart = RenderedChart.ofFile("everything.yaml");
        Map<String, Object> rules = new Yaml()
                .load(Files.readString(RenderedChart.CHART.resolve("files/alerts.yml")));
        assertThat(chart.custom("PrometheusRule")).containsEntry("spec", rules);
        assertThat(chart.one(V1ConfigMap.class, "store-dashboard").getData().get("kadmos.json").strip())
                .isEqualTo(Files.readString(RenderedChart.CHART.resolve("files/dashboard.json")).strip());
        assertThat(chart.one(V1ConfigMap.class, "extra-text").getData()).containsEntry("release", "kadmos");
    }

    @Test
    void monitorsEveryPodThroughTheHeadlessService() throws IOException {
        RenderedChart chart = RenderedChart.ofFile("everything.yaml");
        Map<String, String> labels = RenderedChart.metadata(chart.one(V1Service.class, "store-headless")).getLabels();
        assertThat(chart.custom("ServiceMonitor")).extractingByKey("spec").extracting("selector.matchLabels")
                .satisfies(selector -> assertThat(labels.entrySet().containsAll(((Map<?, ?>) selector).entrySet()))
                        .isTrue());
        assertThat(RenderedChart.metadata(chart.one(V1Service.class, "store")).getLabels())
                .doesNotContainKey("app.kubernetes.io/component");
    }

    @SuppressWarnings("unchecked")
    private static List<String> keys(String prefix, Map<String, Object> values) {
        List<String> keys = new ArrayList<>();
        values.forEach((key, value) -> {
            String path = prefix + key;
            if (value instanceof Map<?, ?> inner && !inner.isEmpty() && !OPAQUE.contains(path)) {
                keys.addAll(keys(path + ".", (Map<String, Object>) value));
            } else {
                keys.add(path);
            }
        });
        return keys;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Map<String, Object> schema) {
        return (Map<String, Object>) schema.getOrDefault("properties", Map.of());
    }
}

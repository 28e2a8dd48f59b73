package io.kadmos.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.util.FileSystemUtils;

/**
 * The objects that the chart makes of some values. Objects that Kubernetes itself knows are read into their types,
 * which refuses a field that a type does not have; the others stay maps.
 */
@NullUnmarked // Every field of an API object may be missing; a test that meets such a one fails.
record RenderedChart(List<KubernetesObject> objects, List<Map<String, Object>> customObjects) {

    static final Path CHART = Path.of("charts", "kadmos");
    static final String RELEASE = "kadmos";
    static final String NAMESPACE = "prod";

    private static final Path VALUES = Path.of("src", "test", "resources", "chart");
    private static final Set<String> CUSTOM_KINDS = Set.of("ServiceMonitor", "PrometheusRule", "HTTPRoute");
    private static final Pattern BETWEEN_DOCUMENTS = Pattern.compile("(?m)^---$");

    /** With a file of values, below the resources of the tests. */
    static RenderedChart ofFile(String file) throws IOException {
        return render(command().withValuesFile(VALUES.resolve(file)));
    }

    /** With single values: keys as after --set. */
    static RenderedChart of(Map<String, ?> values) throws IOException {
        TemplateCommand command = command();
        values.forEach(command::set);
        return render(command);
    }

    /** With its defaults, from a copy of the chart in which the pod of {@code helm test} is a pod like any other. */
    static RenderedChart withTestPod(Path copy) throws IOException {
        FileSystemUtils.copyRecursively(CHART, copy);
        Path test = copy.resolve("templates").resolve("tests").resolve("smoke.yaml");
        Files.writeString(test, Files.readString(test).replaceAll("(?m)^ +helm.sh/hook: test$", ""));
        return render(command(copy));
    }

    private static TemplateCommand command() {
        return command(CHART);
    }

    private static TemplateCommand command(Path chart) {
        return new Helm(chart).template().withName(RELEASE).withNamespace(NAMESPACE);
    }

    private static RenderedChart render(TemplateCommand command) throws IOException {
        List<KubernetesObject> objects = new ArrayList<>();
        List<Map<String, Object>> customObjects = new ArrayList<>();
        for (String document : BETWEEN_DOCUMENTS.splitAsStream(command.call()).toList()) {
            Map<String, Object> map = map(document);
            if (map.isEmpty()) {
                continue;
            }
            if (CUSTOM_KINDS.contains(map.get("kind"))) {
                customObjects.add(map);
            } else {
                objects.add((KubernetesObject) Yaml.load(document));
            }
        }
        return new RenderedChart(objects, customObjects);
    }

    private static Map<String, Object> map(String document) {
        Map<String, Object> map = new org.yaml.snakeyaml.Yaml().load(document);
        return map == null ? Map.of() : map;
    }

    <T extends KubernetesObject> Stream<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast);
    }

    /** The object of a type and a name; fails if there is none. */
    <T extends KubernetesObject> T one(Class<T> type, String name) {
        return all(type).filter(each -> name.equals(metadata(each).getName())).findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name + " but " + names()));
    }

    Map<String, Object> custom(String kind) {
        return customObjects.stream().filter(each -> kind.equals(each.get("kind"))).findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind));
    }

    /** Kind and name of every object that Kubernetes itself knows. */
    List<String> names() {
        return objects.stream().map(each -> each.getKind() + " " + metadata(each).getName()).toList();
    }

    V1StatefulSet statefulSet() {
        return all(V1StatefulSet.class).findFirst().orElseThrow();
    }

    V1PodSpec nodePod() {
        return Objects.requireNonNull(statefulSet().getSpec().getTemplate().getSpec());
    }

    V1Container node() {
        return nodePod().getContainers().getFirst();
    }

    /** The value of a node's setting, or the source of the value. */
    String setting(String name) {
        V1EnvVar variable = node().getEnv().stream().filter(each -> each.getName().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
        return variable.getValueFrom() == null
                ? variable.getValue()
                : variable.getValueFrom().getFieldRef().getFieldPath();
    }

    boolean hasSetting(String name) {
        return node().getEnv().stream().anyMatch(each -> each.getName().equals(name));
    }

    static V1ObjectMeta metadata(KubernetesObject object) {
        return Objects.requireNonNull(object.getMetadata());
    }
}

package io.kadmos.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PolicyRule;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSetSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;

/** The objects that the chart makes of its defaults, and what holds for all values. */
@NullUnmarked // Every field of an API object may be missing; a test that meets such a one fails.
final class ChartTest {

    private static final Map<String, ?> DEFAULTS = Map.of();
    /** The time, beyond the drain, in which a node asks the API server, finishes requests and closes its disk. */
    private static final Duration CLOSING = Duration.ofSeconds(60);

    @Test
    void passesTheStrictestLint() {
        LintResult result = new Helm(RenderedChart.CHART).lint().strict().call();
        assertThat(result.isFailed()).as(() -> result.getMessages().toString()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bare.yaml", "existing-secrets.yaml", "everything.yaml"})
    void makesObjectsThatKubernetesKnows(String file) throws IOException {
        RenderedChart chart = RenderedChart.ofFile(file);
        assertThat(chart.names()).doesNotHaveDuplicates().anyMatch(name -> name.startsWith("StatefulSet"));
        for (KubernetesObject object : chart.objects()) {
            V1ObjectMeta metadata = RenderedChart.metadata(object);
            if (!Objects.requireNonNull(metadata.getName()).startsWith("extra-")) {
                assertThat(metadata.getNamespace()).isEqualTo(RenderedChart.NAMESPACE);
                assertThat(metadata.getLabels()).containsEntry("app.kubernetes.io/instance", RenderedChart.RELEASE);
            }
        }
    }

    @Test
    void makesWhatTheReadmeLists() throws IOException {
        assertThat(RenderedChart.of(DEFAULTS).names()).containsExactlyInAnyOrder("StatefulSet kadmos",
                "Service kadmos", "Service kadmos-headless", "Secret kadmos-peer", "Secret kadmos-admin-token",
                "Secret kadmos-tokens", "ServiceAccount kadmos", "Role kadmos", "RoleBinding kadmos",
                "PodDisruptionBudget kadmos", "NetworkPolicy kadmos");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bare.yaml", "existing-secrets.yaml", "everything.yaml"})
    void makesPodsThatTheRestrictedStandardLetsIn(String file) throws IOException {
        expectRestricted(RenderedChart.ofFile(file).nodePod());
    }

    @Test
    void testsAReleaseWithAPodThatTheRestrictedStandardLetsIn(@TempDir Path directory) throws IOException {
        V1Pod test = RenderedChart.withTestPod(directory).one(V1Pod.class, "kadmos-smoke-test");
        expectRestricted(test.getSpec());
        assertThat(test.getSpec().getContainers().getFirst().getArgs().getFirst())
                .contains("ask kadmos-headless 9080 GET /actuator/health/readiness", "ask kadmos 8080 PUT");
    }

    private static void expectRestricted(V1PodSpec pod) {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getHostNetwork()).isNull();
        V1Container container = pod.getContainers().getFirst();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void startsAllPodsAtOnceAndReplacesOneAfterTheOther() throws IOException {
        V1StatefulSetSpec set = RenderedChart.of(DEFAULTS).statefulSet().getSpec();
        assertThat(set.getPodManagementPolicy()).isEqualTo("Parallel");
        assertThat(set.getUpdateStrategy().getRollingUpdate().getMaxUnavailable()).isNull();
        assertThat(set.getMinReadySeconds()).isPositive();
        assertThat(set.getPersistentVolumeClaimRetentionPolicy().getWhenScaled()).isEqualTo("Retain");
    }

    @Test
    void namesNodesAfterTheirPodsAndHasThemTalkDirectly() throws IOException {
        RenderedChart chart = RenderedChart.of(DEFAULTS);
        assertThat(chart.setting("KADMOS_NODE_NAME")).isEqualTo("metadata.name");
        assertThat(chart.setting("KADMOS_PEER_BINDHOST")).isEqualTo("status.podIP");
        assertThat(chart.setting("KADMOS_PEER_SEEDS")).isEqualTo("kadmos-headless:7400");
        V1Service headless = chart.one(V1Service.class, "kadmos-headless");
        assertThat(headless.getSpec().getClusterIP()).isEqualTo("None");
        assertThat(headless.getSpec().getPublishNotReadyAddresses()).isTrue();
        assertThat(chart.one(V1Service.class, "kadmos").getSpec().getPorts())
                .allMatch(port -> !"UDP".equals(port.getProtocol()));
        assertThat(chart.node().getPorts()).extracting(V1ContainerPort::getName)
                .containsExactly("http", "management", "peer");
    }

    @Test
    void changesNoPodWhenItScales() throws IOException {
        var three = RenderedChart.of(Map.of("replicaCount", 3));
        var five = RenderedChart.of(Map.of("replicaCount", 5));
        assertThat(five.setting("KADMOS_CLUSTER_INITIALMEMBERS")).isEqualTo("kadmos-0,kadmos-1,kadmos-2");
        assertThat(five.statefulSet().getSpec().getTemplate()).isEqualTo(three.statefulSet().getSpec().getTemplate());
    }

    @Test
    void formsAClusterOfAsManyPodsAsThereAre() throws IOException {
        assertThat(RenderedChart.ofFile("bare.yaml").setting("KADMOS_CLUSTER_INITIALMEMBERS")).isEqualTo("kadmos-0");
    }

    @Test
    void asksThreeDifferentQuestions() throws IOException {
        V1Container node = RenderedChart.of(DEFAULTS).node();
        assertThat(Stream.of(node.getStartupProbe(), node.getLivenessProbe(), node.getReadinessProbe())
                .map(V1Probe::getHttpGet).map(V1HTTPGetAction::getPath)).containsExactly("/actuator/health/startup",
                        "/actuator/health/liveness", "/actuator/health/readiness");
        V1Container other = RenderedChart.ofFile("everything.yaml").node();
        assertThat(other.getLivenessProbe().getHttpGet()).isNull();
        assertThat(other.getLivenessProbe().getTcpSocket()).isNotNull();
    }

    @Test
    void givesADrainAllTheTimeThatItMayTake() throws IOException {
        RenderedChart chart = RenderedChart.of(DEFAULTS);
        Duration drain = DurationStyle.detectAndParse(chart.setting("KADMOS_KUBERNETES_DRAINTIMEOUT"));
        assertThat(chart.node().getLifecycle().getPreStop().getSleep().getSeconds()).isBetween(1L, 15L);
        assertThat(Duration.ofSeconds(chart.nodePod().getTerminationGracePeriodSeconds()))
                .isGreaterThanOrEqualTo(drain.plus(CLOSING));
    }

    @Test
    void letsPodsAskForTheirOwnStatefulSetAndNothingElse() throws IOException {
        RenderedChart chart = RenderedChart.of(DEFAULTS);
        assertThat(chart.nodePod().getAutomountServiceAccountToken()).isTrue();
        assertThat(chart.one(V1Role.class, "kadmos").getRules()).containsExactly(new V1PolicyRule()
                .apiGroups(List.of("apps")).resources(List.of("statefulsets")).resourceNames(List.of("kadmos"))
                .verbs(List.of("get")));
        RenderedChart without = RenderedChart.of(Map.of("scaleDownDetection.enabled", false));
        assertThat(without.nodePod().getAutomountServiceAccountToken()).isFalse();
        assertThat(without.all(V1Role.class)).isEmpty();
        assertThat(without.hasSetting("KADMOS_KUBERNETES_SCALEDOWNDETECTION")).isFalse();
    }

    @Test
    void toleratesTheLossOfOnePod() throws IOException {
        var budget = RenderedChart.of(DEFAULTS).one(V1PodDisruptionBudget.class, "kadmos").getSpec();
        assertThat(budget.getMaxUnavailable().getIntValue()).isEqualTo(1);
        var share = RenderedChart.ofFile("everything.yaml").one(V1PodDisruptionBudget.class, "store").getSpec();
        assertThat(share.getMaxUnavailable()).isNull();
        assertThat(share.getMinAvailable().getStrValue()).isEqualTo("60%");
    }

    @Test
    void respectsTheMemoryOfItsContainer() throws IOException {
        V1Container node = RenderedChart.of(DEFAULTS).node();
        assertThat(node.getResources().getLimits().get("memory"))
                .isEqualTo(node.getResources().getRequests().get("memory"));
        assertThat(RenderedChart.ofFile("everything.yaml").setting("JAVA_TOOL_OPTIONS"))
                .isEqualTo("-XX:MaxRAMPercentage=40");
    }
}

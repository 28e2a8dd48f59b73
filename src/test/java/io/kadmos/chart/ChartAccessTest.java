package io.kadmos.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1NetworkPolicyIngressRule;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Which pods may reach the nodes of the chart, and the secrets that the nodes know. */
@NullUnmarked // Every field of an API object may be missing; a test that meets such a one fails.
final class ChartAccessTest {

    private static final Map<String, ?> DEFAULTS = Map.of();

    @Test
    void takesDatagramsFromOwnPodsOnly() throws IOException {
        RenderedChart chart = RenderedChart.of(DEFAULTS);
        List<V1NetworkPolicyIngressRule> rules = chart.one(V1NetworkPolicy.class, "kadmos").getSpec().getIngress();
        V1NetworkPolicyIngressRule peers = rule(rules, "peer");
        assertThat(peers.getPorts().getFirst().getProtocol()).isEqualTo("UDP");
        assertThat(peers.getFrom()).singleElement().satisfies(from -> assertThat(from.getPodSelector().getMatchLabels())
                .isEqualTo(chart.statefulSet().getSpec().getSelector().getMatchLabels()));
        assertThat(rule(rules, "http").getFrom()).isNullOrEmpty();
    }

    @Test
    void takesRequestsFromMarkedPodsOnlyIfToldSo() throws IOException {
        var rules = RenderedChart.ofFile("everything.yaml").one(V1NetworkPolicy.class, "store").getSpec().getIngress();
        assertThat(rule(rules, "http").getFrom()).singleElement().satisfies(from -> assertThat(
                from.getPodSelector().getMatchLabels()).containsExactly(Map.entry("store-client", "true")));
        assertThat(rules.getLast().getFrom().getFirst().getIpBlock().getCidr()).isEqualTo("192.0.2.0/24");
    }

    @Test
    void generatesATokenOfWhichPodsKnowTheHash() throws IOException, NoSuchAlgorithmException {
        RenderedChart chart = RenderedChart.of(DEFAULTS);
        byte[] token = secret(chart, "kadmos-admin-token").getData().get("token");
        String tokens = Objects.requireNonNull(secret(chart, "kadmos-tokens").getStringData()).get("tokens.yaml");
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token));
        assertThat(token).hasSizeGreaterThanOrEqualTo(32);
        Map<String, List<Map<String, Object>>> file = new Yaml().load(tokens);
        assertThat(file.get("tokens")).singleElement().satisfies(each -> assertThat(each).containsEntry("sha256", hash)
                .containsEntry("rules", List.of(Map.of("prefix", "", "allow",
                        List.of("read", "write", "delete", "admin")))));
        assertThat(tokens).doesNotContain(new String(token, StandardCharsets.US_ASCII));
        assertThat(chart.node().getEnv().toString()).doesNotContain(new String(token, StandardCharsets.US_ASCII));
        assertThat(mounted(chart)).containsExactly("kadmos-peer", "kadmos-tokens");
        assertThat(chart.setting("KADMOS_HTTP_AUTH_TOKENSFILE")).isEqualTo("/etc/kadmos/tokens/tokens.yaml");
    }

    @Test
    void addsTheTokensOfItsValues() throws IOException {
        String tokens = Objects.requireNonNull(secret(RenderedChart.ofFile("everything.yaml"), "store-tokens")
                .getStringData()).get("tokens.yaml");
        Map<String, List<Map<String, Object>>> file = new Yaml().load(tokens);
        assertThat(file.get("tokens")).extracting(each -> each.get("name")).containsExactly("admin", "web");
    }

    @Test
    void generatesAKeyringThatAnUninstallLeavesThere() throws IOException {
        V1Secret peer = secret(RenderedChart.of(DEFAULTS), "kadmos-peer");
        assertThat(peer.getData()).containsOnlyKeys("main.key", "primary");
        assertThat(peer.getData().get("main.key")).hasSizeGreaterThanOrEqualTo(32);
        assertThat(new String(peer.getData().get("primary"), StandardCharsets.US_ASCII)).isEqualTo("main");
        assertThat(RenderedChart.metadata(peer).getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
    }

    @Test
    void generatesNothingWhereSecretsExist() throws IOException {
        RenderedChart chart = RenderedChart.ofFile("existing-secrets.yaml");
        assertThat(chart.all(V1Secret.class)).isEmpty();
        assertThat(mounted(chart)).containsExactly("our-keyring", "our-tokens", "our-certificate");
        assertThat(chart.setting("SPRING_SSL_BUNDLE_PEM_WEB_KEYSTORE_CERTIFICATE"))
                .isEqualTo("file:/etc/kadmos/tls/tls.crt");
    }

    @Test
    void doesWithoutSecretsOnlyIfToldSo() throws IOException {
        RenderedChart chart = RenderedChart.ofFile("bare.yaml");
        assertThat(chart.setting("KADMOS_PEER_INSECURE")).isEqualTo("true");
        assertThat(chart.hasSetting("KADMOS_HTTP_AUTH_MODE")).isFalse();
        assertThat(mounted(chart)).isEmpty();
    }

    @Test
    void routesRequestsFromOutside() throws IOException {
        RenderedChart chart = RenderedChart.ofFile("everything.yaml");
        var path = chart.one(V1Ingress.class, "store").getSpec().getRules().getFirst().getHttp().getPaths().getFirst();
        assertThat(path.getBackend().getService().getName()).isEqualTo("store");
        assertThat(chart.custom("HTTPRoute").toString()).contains("parentRefs=[{name=public, namespace=gateways}]",
                "backendRefs=[{name=store, port=443}]");
    }

    private static V1NetworkPolicyIngressRule rule(List<V1NetworkPolicyIngressRule> rules, String port) {
        return rules.stream().filter(rule -> rule.getPorts() != null && rule.getPorts().stream()
                .anyMatch(each -> port.equals(each.getPort().getStrValue()))).findFirst().orElseThrow();
    }

    private static V1Secret secret(RenderedChart chart, String name) {
        return chart.one(V1Secret.class, name);
    }

    private static List<String> mounted(RenderedChart chart) {
        return chart.nodePod().getVolumes().stream().map(V1Volume::getSecret).filter(Objects::nonNull)
                .map(secret -> secret.getSecretName()).toList();
    }
}

package io.kadmos.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.kadmos.dht.node.Node;
import io.kadmos.dht.node.NodeIdentity;
import io.kadmos.kubernetes.ApiServer;
import io.kadmos.kubernetes.Pod;
import io.kadmos.kubernetes.ServiceAccount;

/** Wires the drain of a node in a pod of a StatefulSet that is scaled down. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("kadmos.kubernetes.scale-down-detection")
class KubernetesConfiguration {

    private static final String DETECTION = "kadmos.kubernetes.scale-down-detection=true needs ";

    @Bean
    PodDrain departure(KadmosSettings settings, NodeIdentity identity, Node node, Environment environment) {
        Pod pod = Pod.named(identity.nodeName()).orElseThrow(() -> new SettingException(DETECTION
                + "kadmos.node.name to be the name of a pod of a StatefulSet, like kadmos-0, not "
                + identity.nodeName()));
        ApiServer server = new ApiServer(address(settings.kubernetes(), environment), account(settings.kubernetes()));
        return new PodDrain(node, () -> server.fateOf(pod), settings.kubernetes().drainTimeout());
    }

    private static ServiceAccount account(KadmosSettings.Kubernetes settings) {
        Path directory = Path.of(settings.serviceAccountDir());
        if (!Files.isReadable(directory.resolve("token"))) {
            throw new SettingException(DETECTION + "the token of a service account in"
                    + " kadmos.kubernetes.service-account-dir=" + directory);
        }
        return new ServiceAccount(directory);
    }

    /** Kubernetes sets the address in the environment of every pod. */
    private static URI address(KadmosSettings.Kubernetes settings, Environment environment) {
        if (settings.apiServer() != null) {
            return URI.create(settings.apiServer());
        }
        String host = environment.getProperty("KUBERNETES_SERVICE_HOST");
        if (host == null) {
            throw new SettingException(DETECTION + "kadmos.kubernetes.api-server outside of Kubernetes, which would"
                    + " set KUBERNETES_SERVICE_HOST");
        }
        String port = environment.getProperty("KUBERNETES_SERVICE_PORT", "443");
        return URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
}

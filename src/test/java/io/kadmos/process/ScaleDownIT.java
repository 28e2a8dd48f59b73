package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.kadmos.kubernetes.ApiServerDouble;

/** Pods are asked to stop while clients read and write: only one that goes for good hands over its slots. */
final class ScaleDownIT {

    private static final List<String> PODS = List.of("kadmos-0", "kadmos-1", "kadmos-2", "kadmos-3");

    @TempDir
    private Path directory;

    @Test
    void losesNothingWhenASetIsScaledDown() throws Exception {
        try (ApiServerDouble server = ApiServerDouble.start(directory.resolve("kubernetes"));
                ProcessCluster cluster = new ProcessCluster(directory, PODS)) {
            server.replicas(PODS.size());
            cluster.form("--kadmos.cluster.secret=" + ProcessCluster.SECRET,
                    "--kadmos.kubernetes.scale-down-detection=true",
                    "--kadmos.kubernetes.api-server=" + server.address(),
                    "--kadmos.kubernetes.service-account-dir=" + server.account());
            phase("a rolling restart", cluster, () -> restart(cluster.node("kadmos-3")));
            server.replicas(PODS.size() - 1);
            phase("a scale-down", cluster, () -> scaleDown(cluster.node("kadmos-3")));
            assertThat(cluster.statesOf("kadmos-3")).containsOnly("gone");
            cluster.awaitWhole();
            server.stop();
            phase("a restart without an API server", cluster, () -> restartUnasked(cluster.node("kadmos-2")));
        }
    }

    private interface Events {
        void happen() throws Exception;
    }

    private static void phase(String name, ProcessCluster cluster, Events events) throws Exception {
        try (Phase phase = new Phase(name, cluster)) {
            events.happen();
            phase.end();
            System.out.println(phase);
        }
    }

    private static void restart(ProcessNode node) throws Exception {
        node.terminate();
        assertThat(node.output()).contains("its slots stay: the StatefulSet wants the ordinals 0 to 3")
                .doesNotContain("drain state=");
        node.start();
        node.awaitReady();
    }

    private static void scaleDown(ProcessNode node) throws Exception {
        node.terminate();
        assertThat(node.output()).contains("goes for good", "values were read back: stopping this node loses nothing");
    }

    private static void restartUnasked(ProcessNode node) throws Exception {
        node.terminate();
        assertThat(node.output()).contains("because it is not known whether it goes for good")
                .doesNotContain("drain state=");
        node.start();
        node.awaitReady();
    }
}

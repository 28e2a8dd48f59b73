package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.kadmos.kubernetes.ApiServerDouble;

/** Pods are asked to stop while clients read and write: only one that goes for good hands over its slots. */
@Order(2)
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
            server.replicas(1);
            phase("a scale-down to one", cluster, () -> scaleDown(cluster, "kadmos-1", "kadmos-2", "kadmos-3"));
            server.stop();
            phase("a restart without an API server", cluster, () -> restartUnasked(cluster.node("kadmos-0")));
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

    /** All at once, as the pods of a set with parallel management. */
    private static void scaleDown(ProcessCluster cluster, String... names) throws Exception {
        List<ProcessNode> leavers = Stream.of(names).map(cluster::node).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> ends = leavers.stream().<Callable<Integer>>map(leaver -> leaver::terminate)
                    .toList();
            for (Future<Integer> end : threads.invokeAll(ends)) {
                end.get();
            }
        }
        for (ProcessNode leaver : leavers) {
            assertThat(leaver.output()).contains("goes for good",
                    "values were read back: stopping this node loses nothing");
            assertThat(cluster.statesOf(leaver.name())).containsOnly("gone");
        }
    }

    private static void restartUnasked(ProcessNode node) throws Exception {
        node.terminate();
        assertThat(node.output()).contains("because it is not known whether it goes for good")
                .doesNotContain("drain state=");
        node.start();
        node.awaitReady();
    }
}

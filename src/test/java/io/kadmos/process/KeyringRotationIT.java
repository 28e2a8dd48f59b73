package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import io.kadmos.http.MountedSecret;

/** The peer secret is changed in three steps while clients read and write: no request fails. */
@Isolated("none of its requests may fail")
final class KeyringRotationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OLD = "correct horse battery staple";
    private static final String NEW = "staple battery horse correct";

    @TempDir
    private Path directory;

    @Test
    void failsNoRequestInThreeSteps() throws Exception {
        MountedSecret keys = new MountedSecret(directory.resolve("keys"));
        keys.mount(Map.of("old.key", OLD, "primary", "old"));
        try (ProcessCluster cluster = new ProcessCluster(directory, List.of("alice", "bob", "carol"))) {
            cluster.form("--kadmos.cluster.keyring-dir=" + keys.directory());
            rotate(cluster, keys, "add the new key", Map.of("old.key", OLD, "new.key", NEW, "primary", "old"));
            rotate(cluster, keys, "make it primary", Map.of("old.key", OLD, "new.key", NEW, "primary", "new"));
            rotate(cluster, keys, "remove the old key", Map.of("new.key", NEW, "primary", "new"));
            refuse(cluster, keys);
        }
    }

    private static void rotate(ProcessCluster cluster, MountedSecret keys, String step, Map<String, String> files)
            throws Exception {
        try (Phase phase = new Phase(step, cluster)) {
            int before = count(cluster.node("alice"), "is in force");
            keys.mount(files);
            for (ProcessNode node : cluster.nodes()) {
                await(node, "is in force", before + 1);
            }
            phase.end();
            System.out.println(phase);
            assertThat(phase.unanswered()).as(step).isEmpty();
        }
    }

    private static void refuse(ProcessCluster cluster, MountedSecret keys) throws Exception {
        try (Phase phase = new Phase("a key ring without a key", cluster)) {
            keys.mount(Map.of("primary", "new"));
            for (ProcessNode node : cluster.nodes()) {
                await(node, "the node keeps the previous content", 1);
            }
            phase.end();
            System.out.println(phase);
            assertThat(phase.unanswered()).isEmpty();
        }
    }

    private static void await(ProcessNode node, String line, int times) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count(node, line) < times) {
            assertThat(System.nanoTime()).as(node::tail).isLessThan(deadline);
            Thread.sleep(100);
        }
        assertThat(count(node, line)).isEqualTo(times);
    }

    private static int count(ProcessNode node, String text) throws IOException {
        return node.output().split(text, -1).length - 1;
    }
}

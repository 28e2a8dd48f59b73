package io.kadmos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Three processes on loopback, killed and started again: what was acknowledged is never lost. */
@Isolated("it measures a pause")
final class ProcessClusterIT {

    private static final Duration MAX_PAUSE = Duration.ofSeconds(3);
    private static final int WRITES_BEFORE = 100;
    private static final int WRITES_AFTER = 200;
    private static final List<String> NAMES = List.of("alice", "bob", "carol");

    @TempDir
    private Path directory;

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        try (ProcessCluster cluster = new ProcessCluster(directory, NAMES)) {
            cluster.form();
            List<ProcessNode> nodes = cluster.nodes();
            List<String> acknowledged = new ArrayList<>();
            write(acknowledged, WRITES_BEFORE, nodes);
            nodes.get(2).kill();
            Duration longest = write(acknowledged, WRITES_AFTER, cluster.running());
            assertThat(longest).as("the longest pause of the writes after a kill").isLessThan(MAX_PAUSE);
            assertThat(acknowledged).hasSizeGreaterThan(WRITES_BEFORE + WRITES_AFTER / 2);

            nodes.get(0).kill();
            nodes.get(1).kill();
            for (ProcessNode node : nodes) {
                node.start();
            }
            for (ProcessNode node : nodes) {
                node.awaitReady();
            }
            for (ProcessNode gateway : nodes) {
                for (String key : acknowledged) {
                    assertThat(gateway.get(key).body()).isEqualTo("value of " + key);
                }
            }
        }
    }

    @Test
    void saysThatASecretIsWrongAndAnswersNoClient() throws Exception {
        try (ProcessCluster cluster = new ProcessCluster(directory, NAMES)) {
            ProcessNode alice = cluster.addFounder("alice", ProcessCluster.SECRET);
            ProcessNode bob = cluster.addFounder("bob", ProcessCluster.SECRET);
            ProcessNode carol = cluster.addFounder("carol", "quite another secret");
            alice.start();
            bob.start();
            carol.start();
            carol.await("\"reason\":\"auth-mismatch\"");
            alice.await("\"reason\":\"auth-mismatch\"");
            assertThat(carol.put("a", "x")).isEqualTo(503);
            assertThat(alice.put("a", "x")).isEqualTo(503);
        }
    }

    @Test
    void endsCleanlyWhenAsked() throws Exception {
        ProcessNode alone = new ProcessNode(directory.resolve("alone"), FreePorts.draw(), List.of());
        try {
            alone.start();
            alone.awaitReady();
            assertThat(alone.put("a", "x")).isEqualTo(201);
            assertThat(alone.terminate()).isEqualTo(143);
            assertThat(alone.output()).contains("stopped").doesNotContain("Exception", "ERROR", "WARN", "\tat ");
            alone.start();
            alone.awaitReady();
            assertThat(alone.get("a").body()).isEqualTo("x");
        } finally {
            alone.kill();
        }
    }

    /** Writes one new key after the other, whatever happens. Returns the longest time between two acknowledgements. */
    private static Duration write(List<String> acknowledged, int count, List<ProcessNode> gateways)
            throws InterruptedException {
        long lastNanos = System.nanoTime();
        long longestNanos = 0;
        for (int i = 0; i < count; i++) {
            String key = "key-" + acknowledged.size() + "-" + i;
            if (isAcknowledged(gateways.get(i % gateways.size()), key)) {
                acknowledged.add(key);
                longestNanos = Math.max(longestNanos, System.nanoTime() - lastNanos);
                lastNanos = System.nanoTime();
            }
        }
        return Duration.ofNanos(Math.max(longestNanos, System.nanoTime() - lastNanos));
    }

    private static boolean isAcknowledged(ProcessNode gateway, String key) throws InterruptedException {
        try {
            return gateway.put(key, "value of " + key) < 300;
        } catch (IOException e) {
            return false;
        }
    }
}

package io.kadmos.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes on loopback, killed and started again: what was acknowledged is never lost. */
final class ProcessClusterIT {

    private static final String SECRET = "correct horse battery staple";
    private static final Duration MAX_PAUSE = Duration.ofSeconds(3);
    private static final int WRITES_BEFORE = 100;
    private static final int WRITES_AFTER = 200;
    private static final List<String> NAMES = List.of("alice", "bob", "carol");

    @TempDir
    private Path directory;
    private final List<Integer> udpPorts = new ArrayList<>();
    private final List<ProcessNode> nodes = new ArrayList<>();

    @AfterEach
    void killAll() throws InterruptedException {
        for (ProcessNode node : nodes) {
            node.kill();
        }
    }

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        startCluster();
        List<String> acknowledged = new ArrayList<>();
        write(acknowledged, WRITES_BEFORE, 0, 1, 2);
        nodes.get(2).kill();
        Duration longest = write(acknowledged, WRITES_AFTER, 0, 1);
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

    @Test
    void saysThatASecretIsWrongAndLetsNobodyIn() throws Exception {
        choosePorts();
        for (int i = 0; i < NAMES.size(); i++) {
            node(NAMES.get(i), udpPorts.get(i), NAMES.get(i).equals("carol") ? "quite another secret" : SECRET).start();
        }
        nodes.get(2).await("\"reason\":\"auth-mismatch\"");
        nodes.get(0).await("\"reason\":\"auth-mismatch\"");
        assertThat(nodes.get(2).put("a", "x")).isEqualTo(503);
        assertThat(nodes.get(0).put("a", "x")).isEqualTo(503);
    }

    @Test
    void endsCleanlyWhenAsked() throws Exception {
        ProcessNode alone = new ProcessNode(directory.resolve("alone"), freeTcpPort(), freeTcpPort(),
                List.of("--kadmos.peer.port=" + freeUdpPort()));
        nodes.add(alone);
        alone.start();
        alone.awaitReady();
        assertThat(alone.put("a", "x")).isEqualTo(201);
        assertThat(alone.terminate()).isEqualTo(143);
        assertThat(alone.output()).contains("stopped").doesNotContain("Exception", "ERROR", "WARN", "\tat ");
        alone.start();
        alone.awaitReady();
        assertThat(alone.get("a").body()).isEqualTo("x");
    }

    /** Writes one new key after the other, whatever happens. Returns the longest time between two acknowledgements. */
    private Duration write(List<String> acknowledged, int count, int... gateways) throws InterruptedException {
        long lastNanos = System.nanoTime();
        long longestNanos = 0;
        for (int i = 0; i < count; i++) {
            String key = "key-" + acknowledged.size() + "-" + i;
            if (isAcknowledged(nodes.get(gateways[i % gateways.length]), key)) {
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

    private void startCluster() throws Exception {
        choosePorts();
        for (int i = 0; i < NAMES.size(); i++) {
            node(NAMES.get(i), udpPorts.get(i), SECRET).start();
        }
        for (ProcessNode node : nodes) {
            node.awaitReady();
        }
    }

    private void choosePorts() throws IOException {
        while (udpPorts.size() < NAMES.size()) {
            udpPorts.add(freeUdpPort());
        }
    }

    private ProcessNode node(String name, int udpPort, String secret) throws IOException {
        String seeds = udpPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        ProcessNode node = new ProcessNode(directory.resolve(name), freeTcpPort(), freeTcpPort(), List.of(
                "--kadmos.node.name=" + name, "--kadmos.cluster.initial-members=" + String.join(",", NAMES),
                "--kadmos.cluster.secret=" + secret, "--kadmos.peer.port=" + udpPort,
                "--kadmos.peer.bind-host=127.0.0.1", "--kadmos.peer.seeds=" + seeds));
        nodes.add(node);
        return node;
    }

    private static int freeTcpPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

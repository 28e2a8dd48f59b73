package io.kadmos.container;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import tools.jackson.databind.JsonNode;

/** Nodes in containers on a network of their own, each with a volume. All of it is gone when this is closed. */
final class ContainerCluster implements AutoCloseable {

    static final String SECRET = "correct horse battery staple";
    private static final List<String> FOUNDERS = List.of("alice", "bob", "carol");

    private final String image;
    private final String prefix = "kadmos-test-" + UUID.randomUUID() + "-";
    private final Network network = Network.newNetwork();
    private final List<ContainerNode> nodes = new ArrayList<>();

    private ContainerCluster(String image) {
        this.image = image;
    }

    /** Three nodes of an image that are ready. */
    static ContainerCluster formed(String image) throws InterruptedException {
        ContainerCluster cluster = new ContainerCluster(image);
        for (String founder : FOUNDERS) {
            cluster.add(founder, SECRET).start();
        }
        for (ContainerNode node : cluster.nodes) {
            node.awaitReady();
        }
        return cluster;
    }

    /** A node that is not started yet. A name that was there before gets its volume again. */
    ContainerNode add(String name, String secret) {
        ContainerNode node = new ContainerNode(image, name, prefix + name, network, Map.of(
                // Its life is too short for the second compiler.
                "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1",
                "KADMOS_CLUSTER_SECRET", secret,
                "KADMOS_CLUSTER_INITIALMEMBERS", String.join(",", FOUNDERS),
                "KADMOS_PEER_SEEDS", "alice:7400,bob:7400,carol:7400"));
        nodes.removeIf(each -> each.name().equals(name));
        nodes.add(node);
        return node;
    }

    /** All, in the order in which they were added. */
    List<ContainerNode> nodes() {
        return List.copyOf(nodes);
    }

    ContainerNode node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }

    /** Waits until every slot has all its replicas and each node holds some: then any one node may be missed. */
    void awaitWhole() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ContainerNode.PATIENCE.toNanos();
        for (ContainerNode node : nodes) {
            while (!isWhole(node)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(node.name() + " still says " + node.cluster("") + node.cluster("/nodes"));
                }
                Thread.sleep(ContainerNode.POLL_MILLIS);
            }
        }
    }

    private boolean isWhole(ContainerNode asked) throws IOException, InterruptedException {
        JsonNode slots = asked.cluster("").get("slots");
        long holders = asked.cluster("/nodes").get("nodes").valueStream()
                .filter(node -> node.get("slots").asInt() > 0).count();
        return holders == nodes.size() && slots.get("underReplicated").asInt() == 0 && slots.get("moving").asInt() == 0
                && slots.get("active").asInt() == slots.get("total").asInt();
    }

    /** Removes what a node that is stopped has stored. */
    void wipe(String name) {
        docker().removeVolumeCmd(prefix + name).exec();
    }

    /** Ends a container and starts another one with the same volume, under another address. */
    ContainerNode move(String name) {
        String old = node(name).address();
        node(name).stop();
        try (GenericContainer<?> squatter = new GenericContainer<>(image).withNetwork(network)
                .withCreateContainerCmdModifier(command -> command.withEntrypoint("sleep", "600"))) {
            // It takes the address that has become free.
            squatter.start();
            ContainerNode moved = add(name, SECRET);
            moved.start();
            if (moved.address().equals(old)) {
                throw new AssertionError(name + " has its old address again, so that nothing is shown");
            }
            return moved;
        }
    }

    @Override
    public void close() {
        for (ContainerNode node : nodes) {
            node.remove();
        }
        network.close();
        for (ContainerNode node : nodes) {
            docker().removeVolumeCmd(prefix + node.name()).exec();
        }
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }
}

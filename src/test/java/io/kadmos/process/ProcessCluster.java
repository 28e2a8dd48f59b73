package io.kadmos.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Nodes in processes on loopback that find each other through the addresses at which the founders started. */
final class ProcessCluster implements AutoCloseable {

    static final String SECRET = "correct horse battery staple";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 250;

    private final Path directory;
    private final List<String> founders;
    private final List<String> settings;
    private final List<Integer> seedPorts = new ArrayList<>();
    private final List<ProcessNode> nodes = new CopyOnWriteArrayList<>();

    /** A cluster that these nodes are to form, all with more settings; none of them is there yet. */
    ProcessCluster(Path directory, List<String> founders, String... settings) {
        this.directory = directory;
        this.settings = List.of(settings);
        this.founders = founders;
        founders.forEach(_ -> seedPorts.add(FreePorts.draw()));
    }

    /** Starts every founder and waits until all are ready. */
    void form() throws IOException, InterruptedException {
        form("--kadmos.cluster.secret=" + SECRET);
    }

    /** Does so with other settings in the place of the secret. */
    void form(String... credentials) throws IOException, InterruptedException {
        for (String founder : founders) {
            founder(founder, credentials).start();
        }
        for (ProcessNode node : nodes) {
            node.awaitReady();
        }
    }

    /** A founder that is not started yet. */
    ProcessNode addFounder(String name, String secret) {
        return founder(name, "--kadmos.cluster.secret=" + secret);
    }

    private ProcessNode founder(String name, String... credentials) {
        return add(name, seedPorts.get(founders.indexOf(name)), Stream.concat(Stream.of(credentials),
                Stream.of("--kadmos.cluster.initial-members=" + String.join(",", founders))).toList());
    }

    /** A node that is not started yet, and knows no more than the secret and the seeds. */
    ProcessNode addNewcomer(String name) {
        return add(name, FreePorts.draw(), List.of("--kadmos.cluster.secret=" + SECRET));
    }

    private ProcessNode add(String name, int peerPort, List<String> own) {
        String seeds = seedPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        List<String> all = new ArrayList<>(own);
        all.addAll(settings);
        all.addAll(List.of("--kadmos.peer.bind-host=127.0.0.1", "--kadmos.peer.seeds=" + seeds));
        ProcessNode node = new ProcessNode(directory.resolve(name), peerPort, all);
        nodes.add(node);
        return node;
    }

    /** All that were ever added, in this order. */
    List<ProcessNode> nodes() {
        return List.copyOf(nodes);
    }

    ProcessNode node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }

    List<ProcessNode> running() {
        return nodes.stream().filter(ProcessNode::isRunning).toList();
    }

    /**
     * Waits until every running node says that it knows every slot, that no slot is short of a living replica and that
     * none moves, and that each of them holds some.
     */
    void awaitWhole() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (ProcessNode node : running()) {
            JsonNode slots = node.cluster("").get("slots");
            while (!isWhole(slots) || !everyNodeHoldsSlots(node)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(node.name() + " still says " + slots + " " + node.cluster("/nodes"));
                }
                Thread.sleep(POLL_MILLIS);
                slots = node.cluster("").get("slots");
            }
        }
    }

    private static boolean isWhole(JsonNode slots) {
        return slots.get("underReplicated").asInt() == 0 && slots.get("moving").asInt() == 0
                && slots.get("active").asInt() == slots.get("total").asInt();
    }

    private boolean everyNodeHoldsSlots(ProcessNode asked) throws IOException, InterruptedException {
        List<String> holders = new ArrayList<>();
        for (JsonNode node : asked.cluster("/nodes").get("nodes")) {
            if (node.get("slots").asInt() > 0) {
                holders.add(node.get("name").asString());
            }
        }
        return holders.containsAll(running().stream().map(ProcessNode::name).toList());
    }

    /** Waits until every running node says that a node is in a state. */
    void awaitState(String name, String state) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!statesOf(name).stream().allMatch(state::equals)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(name + " is " + statesOf(name) + " to the others");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** In which state each running node says that a node is. */
    List<String> statesOf(String name) throws IOException, InterruptedException {
        List<String> states = new ArrayList<>();
        for (ProcessNode asked : running()) {
            for (JsonNode node : asked.cluster("/nodes").get("nodes")) {
                if (node.get("name").asString().equals(name)) {
                    states.add(node.get("state").asString());
                }
            }
        }
        return states;
    }

    /** The end of every node's log. */
    String tails() {
        return nodes.stream().map(node -> "--- " + node.name() + "\n" + node.tail()).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        for (ProcessNode node : nodes) {
            node.kill();
        }
    }
}

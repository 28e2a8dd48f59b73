package io.kadmos.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node in a container, with a read-only root file system, a volume for its data, and as little right as possible. */
@NullUnmarked // Every field of an answer of Docker's may be missing; a test that meets such a one fails.
final class ContainerNode {

    private static final int HTTP = 8080;
    private static final int MANAGEMENT = 9080;
    private static final long MEMORY_BYTES = 512L << 20;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    /** Generous: several nodes start at the same time, on a machine that builds. */
    static final Duration PATIENCE = Duration.ofMinutes(4);
    static final long POLL_MILLIS = 200;
    private static final int STOP_SECONDS = 30;
    /** In bytes, IP's header included. */
    private static final String LONG_DATAGRAMS = "1000:65535";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private final String name;
    private final String volume;
    private final Network network;
    private final GenericContainer<?> container;

    /** A node that is not started yet. Its volume outlives its container. */
    ContainerNode(String image, String name, String volume, Network network, Map<String, String> settings) {
        this.name = name;
        this.volume = volume;
        this.network = network;
        this.container = new GenericContainer<>(image)
                .withNetwork(network).withNetworkAliases(name)
                .withExposedPorts(HTTP, MANAGEMENT)
                .withEnv(settings)
                .withTmpFs(Map.of("/tmp", "rw"))
                .withCreateContainerCmdModifier(this::harden)
                .waitingFor(Wait.forListeningPorts(HTTP, MANAGEMENT).withStartupTimeout(PATIENCE));
    }

    private void harden(CreateContainerCmd command) {
        command.withHostName(name).getHostConfig().withReadonlyRootfs(true).withMemory(MEMORY_BYTES)
                .withCapDrop(Capability.ALL).withBinds(new Bind(volume, new Volume("/data")));
    }

    String name() {
        return name;
    }

    /** Returns once its ports are open. */
    void start() {
        container.start();
    }

    /** SIGTERM. Returns the exit code; the container is gone afterwards, its volume stays. */
    long stop() {
        docker().stopContainerCmd(container.getContainerId()).withTimeout(STOP_SECONDS).exec();
        long exitCode = inspect().getState().getExitCodeLong();
        container.stop();
        return exitCode;
    }

    /** Ends it in any case, if it was ever started. */
    void remove() {
        container.stop();
    }

    void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    /** Starts the container that was killed again. */
    void startAgain() {
        docker().startContainerCmd(container.getContainerId()).exec();
    }

    void pause() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    void unpause() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    /** Takes it off the network of the nodes; its published ports go with it. */
    void disconnect() {
        docker().disconnectFromNetworkCmd().withContainerId(container.getContainerId())
                .withNetworkId(network.getId()).exec();
    }

    /** Puts it back there, under the name that it had, and whatever address is free. */
    void reconnect() {
        docker().connectToNetworkCmd().withContainerId(container.getContainerId()).withNetworkId(network.getId())
                .withContainerNetwork(new ContainerNetwork().withAliases(name)).exec();
    }

    /** Has its network lose every long datagram that comes in, as a link with a small MTU does; only root may. */
    void loseLongDatagrams() throws IOException, InterruptedException {
        firewall("--append");
    }

    /** Ends that. */
    void passLongDatagrams() throws IOException, InterruptedException {
        firewall("--delete");
    }

    private void firewall(String change) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("nsenter", "--net", "--target",
                inspect().getState().getPidLong().toString(),
                "iptables", change, "INPUT", "--protocol", "udp", "--match", "length", "--length", LONG_DATAGRAMS,
                "--jump", "DROP").inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException("the firewall of " + name + " cannot be changed");
        }
    }

    /** Its address among the nodes. */
    String address() {
        return inspect().getNetworkSettings().getNetworks().values().iterator().next().getIpAddress();
    }

    /** What Docker's own health check says: starting, healthy or unhealthy. */
    String dockerHealth() {
        return inspect().getState().getHealth().getStatus();
    }

    /** What a command in it prints. */
    String run(String... command) throws IOException, InterruptedException {
        return container.execInContainer(command).getStdout();
    }

    String log() {
        return container.getLogs();
    }

    void awaitReady() throws InterruptedException {
        await("\"reason\":\"ready\"");
    }

    /** Waits until its readiness says something. */
    void await(String expected) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String seen = readiness();
        while (!seen.contains(expected)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(name + " is not " + expected + " but " + seen + "\n" + log());
            }
            Thread.sleep(POLL_MILLIS);
            seen = readiness();
        }
    }

    private String readiness() throws InterruptedException {
        try {
            return send(request(MANAGEMENT, "/actuator/health/readiness").build()).body();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Returns the status; 0 if there was no answer. */
    int put(String key, String value) throws InterruptedException {
        try {
            return send(request(HTTP, "/kv/" + key).PUT(BodyPublishers.ofString(value)).build()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    HttpResponse<String> get(String key) throws IOException, InterruptedException {
        return send(request(HTTP, "/kv/" + key).build());
    }

    /** What it says about its cluster. */
    JsonNode cluster(String path) throws IOException, InterruptedException {
        return JSON.readTree(send(request(HTTP, "/cluster" + path).build()).body());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(int port, String path) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://" + container.getHost() + ":" + published(port) + path))
                .timeout(REQUEST_TIMEOUT);
    }

    /** Where a port is published now: it is another one after a restart or on another network. */
    private String published(int port) throws IOException {
        var bindings = inspect().getNetworkSettings().getPorts().getBindings().get(ExposedPort.tcp(port));
        if (bindings == null || bindings.length == 0) {
            throw new IOException(name + " publishes nothing at the moment");
        }
        return bindings[0].getHostPortSpec();
    }

    private InspectContainerResponse inspect() {
        return docker().inspectContainerCmd(container.getContainerId()).exec();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}

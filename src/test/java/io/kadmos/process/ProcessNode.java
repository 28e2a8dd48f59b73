package io.kadmos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node in a process of its own, started from the packaged jar as its users start it. */
final class ProcessNode {

    /** Its life is so short that the second compiler would take two thirds of it, and G1 a tenth, for nothing. */
    private static final List<String> JAVA_OPTIONS = List.of("-Xmx160m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "--sun-misc-unsafe-memory-access=allow");
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ADMIN_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 100;
    private static final int TAIL_LINES = 40;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final JsonMapper json = new JsonMapper();
    private final Path directory;
    private final List<String> settings;
    private final int httpPort = FreePorts.draw();
    private final int managementPort = FreePorts.draw();
    private int peerPort;
    private volatile @Nullable Process process;

    /** A node that is not started yet; what it stores and logs goes into the directory, which bears its name. */
    ProcessNode(Path directory, int peerPort, List<String> settings) {
        this.directory = directory;
        this.peerPort = peerPort;
        this.settings = settings;
    }

    /** What its users start. */
    static Path jar() {
        return Path.of(Objects.requireNonNull(System.getProperty("kadmos.jar"), "kadmos.jar names the packaged jar"));
    }

    String name() {
        return directory.getFileName().toString();
    }

    /** Where clients reach it. */
    String address() {
        return "127.0.0.1:" + httpPort;
    }

    /** Where it tells how it fares. */
    String managementAddress() {
        return "127.0.0.1:" + managementPort;
    }

    void start() throws IOException {
        start(AotCache.options());
    }

    /** Starts it with more options of Java's. */
    void start(List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JAVA_OPTIONS);
        command.addAll(options);
        // What a node that was killed leaves in there goes with its directory.
        command.addAll(List.of("-Djava.io.tmpdir=" + directory, "-jar", jar().toString(), "--server.port=" + httpPort,
                "--management.server.port=" + managementPort, "--kadmos.peer.port=" + peerPort,
                "--kadmos.node.name=" + name(), "--kadmos.node.data-dir=" + data()));
        command.addAll(settings);
        Files.createDirectories(directory);
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
    }

    boolean isRunning() {
        Process started = process;
        return started != null && started.isAlive();
    }

    /** kill -9, if it runs. */
    void kill() {
        if (isRunning()) {
            started().destroyForcibly().onExit().join();
        }
    }

    /** SIGSTOP: it is there, and does nothing. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(started().pid())).start().waitFor();
        if (status != 0) {
            throw new AssertionError("kill -" + name + " ended with " + status);
        }
    }

    /** SIGTERM, which may make it leave first. Returns the exit status. */
    int terminate() throws InterruptedException {
        started().destroy();
        if (!started().waitFor(DRAIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(name() + " does not end after SIGTERM");
        }
        return started().exitValue();
    }

    /** Removes everything it stored. It must not run. */
    void wipe() throws IOException {
        try (Stream<Path> all = Files.walk(data())) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** The next start is at another peer port. */
    void moveTo(int newPeerPort) {
        peerPort = newPeerPort;
    }

    void awaitReady() throws IOException, InterruptedException {
        await("\"reason\":\"ready\"");
    }

    /** Waits until readiness says something. */
    void await(String expected) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        String seen = "";
        while (!seen.contains(expected)) {
            if (System.nanoTime() > deadline || !isRunning()) {
                throw new AssertionError(name() + " is not " + expected + " but " + seen + "\n" + output());
            }
            Thread.sleep(POLL_MILLIS);
            seen = readiness();
        }
    }

    int put(String key, String value) throws IOException, InterruptedException {
        return client.send(request("/kv/" + key).PUT(BodyPublishers.ofString(value)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    HttpResponse<String> get(String key) throws IOException, InterruptedException {
        return client.send(request("/kv/" + key).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(request(path).timeout(ADMIN_TIMEOUT).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    /** What it says about its cluster, or its departure. */
    JsonNode cluster(String path) throws IOException, InterruptedException {
        return json.readTree(client.send(request("/cluster" + path).build(), BodyHandlers.ofString()).body());
    }

    /** Sends a request. Returns the status of the answer. */
    int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** What Prometheus reads. */
    String metrics() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://" + managementAddress() + "/actuator/prometheus"))
                .timeout(REQUEST_TIMEOUT).build(), BodyHandlers.ofString()).body();
    }

    /** Asks it to leave. */
    void drain() throws IOException, InterruptedException {
        int status = client.send(request("/cluster/drain").POST(BodyPublishers.noBody()).build(),
                BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new AssertionError(name() + " answers " + status + " when asked to leave");
        }
    }

    /** Waits until it says that it may be stopped. */
    void awaitDrained() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + DRAIN_TIMEOUT.toNanos();
        JsonNode seen = cluster("/drain");
        while (!seen.get("state").asString().equals("drained")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(name() + " does not leave: " + seen);
            }
            Thread.sleep(POLL_MILLIS);
            seen = cluster("/drain");
        }
    }

    /** A request to its gateway. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path)).timeout(REQUEST_TIMEOUT);
    }

    String output() throws IOException {
        return Files.readString(log());
    }

    /** The names of all classes that it has loaded so far, and more that Java tells about them. */
    String loadedClasses() throws IOException {
        Process asking = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(started().pid()), "VM.class_hierarchy").start();
        return new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The end of its log. */
    String tail() {
        try {
            List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has logged something. */
    void awaitOutput(String expected) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!output().contains(expected)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(name() + " does not log " + expected + "\n" + tail());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** What its readiness says. */
    String readiness() throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort
                    + "/actuator/health/readiness")).timeout(REQUEST_TIMEOUT).build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Process started() {
        return Objects.requireNonNull(process, "not started");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path log() {
        return directory.resolve("log");
    }
}

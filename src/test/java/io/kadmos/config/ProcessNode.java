package io.kadmos.config;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A node in a process of its own, started from the packaged jar as its users start it. */
final class ProcessNode {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 100;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final Path directory;
    private final int httpPort;
    private final int managementPort;
    private final List<String> settings;
    private @Nullable Process process;

    ProcessNode(Path directory, int httpPort, int managementPort, List<String> settings) {
        this.directory = directory;
        this.httpPort = httpPort;
        this.managementPort = managementPort;
        this.settings = settings;
    }

    void start() throws IOException {
        String jar = Objects.requireNonNull(System.getProperty("kadmos.jar"), "kadmos.jar names the packaged jar");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m",
                "--sun-misc-unsafe-memory-access=allow", "-jar", jar, "--server.port=" + httpPort,
                "--management.server.port=" + managementPort, "--kadmos.node.data-dir=" + directory.resolve("data")));
        command.addAll(settings);
        Files.createDirectories(directory);
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** SIGTERM. Returns the exit status. */
    int terminate() throws InterruptedException {
        running().destroy();
        if (!running().waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("does not end after SIGTERM");
        }
        return running().exitValue();
    }

    void awaitReady() throws IOException, InterruptedException {
        await("\"reason\":\"ready\"");
    }

    /** Waits until readiness says something. */
    void await(String expected) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        String seen = "";
        while (!seen.contains(expected)) {
            if (System.nanoTime() > deadline || !running().isAlive()) {
                throw new AssertionError("not " + expected + " but " + seen + "\n" + output());
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

    String output() throws IOException {
        return Files.readString(log());
    }

    private String readiness() throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort
                    + "/actuator/health/readiness")).timeout(REQUEST_TIMEOUT).build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path)).timeout(REQUEST_TIMEOUT);
    }

    private Process running() {
        return Objects.requireNonNull(process, "not started");
    }

    private Path log() {
        return directory.resolve("log");
    }
}

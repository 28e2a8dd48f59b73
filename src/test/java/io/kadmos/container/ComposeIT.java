package io.kadmos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * The compose file, as its users bring it up and down. It publishes the ports that it publishes, 8080 to 8084, so that
 * nothing else may have them meanwhile.
 */
@Testcontainers(disabledWithoutDocker = true)
@Isolated("five containers are enough for a machine")
final class ComposeIT {

    /** Apart from a cluster that a developer may have here. */
    private static final String PROJECT = "kadmos-compose-test";
    /** Adds to the file that users have that the nodes live too short for the second compiler. */
    private static final String SHORT_LIVED = "src/test/resources/compose-short-lived.yml";
    private static final int FIRST_PORT = 8080;
    private static final int NODES = 5;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void up() throws Exception {
        assumeTrue(run("version").succeeded(), "docker compose is not installed");
        KadmosImage.build();
        Run up = run("up", "--no-build", "--detach", "--wait");
        assertThat(up.succeeded()).as(up.output()).isTrue();
    }

    @AfterAll
    static void down() throws Exception {
        run("down", "--volumes", "--timeout", "20");
    }

    @Test
    void bringsUpFiveHealthyNodes() throws Exception {
        assertThat(run("ps", "--format", "{{.Service}} {{.Health}}").output().lines()).contains("kadmos-1 healthy",
                "kadmos-2 healthy", "kadmos-3 healthy", "kadmos-4 healthy", "kadmos-5 healthy");
        assertThat(put(0, "greeting", "hello")).isIn(201, 204);
        for (int node = 0; node < NODES; node++) {
            assertThat(get(node, "greeting").body()).isEqualTo("hello");
        }
    }

    @Test
    void goesOnWhileANodeIsStopped() throws Exception {
        assertThat(run("stop", "kadmos-3").succeeded()).isTrue();
        assertThat(run("ps", "--all", "--format", "{{.Service}} {{.ExitCode}}").output()).contains("kadmos-3 143");
        assertThat(put(4, "while-stopped", "written")).isIn(201, 204);
        Run start = run("up", "--detach", "--wait", "kadmos-3");
        assertThat(start.succeeded()).as(start.output()).isTrue();
        assertThat(get(2, "while-stopped").body()).isEqualTo("written");
    }

    @Test
    void keepsTheGeneratedSecretAndTheDataWhenItGoesDown() throws Exception {
        assertThat(put(1, "kept", "value")).isIn(201, 204);
        assertThat(run("down").succeeded()).isTrue();
        Run up = run("up", "--no-build", "--detach", "--wait");
        assertThat(up.succeeded()).as(up.output()).isTrue();
        assertThat(get(3, "kept").body()).isEqualTo("value");
    }

    @Test
    void configuresItsObservers() throws Exception {
        Run config = run("--profile", "observability", "config");
        assertThat(config.output()).contains("/charts/kadmos/files/prometheus.yml",
                "/charts/kadmos/files/alerts.yml", "/charts/kadmos/files/dashboard.json");
    }

    private static int put(int node, String key, String value) throws IOException, InterruptedException {
        return CLIENT.send(request(node, key).PUT(BodyPublishers.ofString(value)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpResponse<String> get(int node, String key) throws IOException, InterruptedException {
        return CLIENT.send(request(node, key).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(int node, String key) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + (FIRST_PORT + node) + "/kv/" + key));
    }

    /** What a command printed, and whether it ended well. */
    private record Run(String output, boolean succeeded) {}

    private static Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "compose", "--project-name", PROJECT,
                "--file", "docker-compose.yml", "--file", SHORT_LIVED));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(output, process.waitFor() == 0);
    }
}

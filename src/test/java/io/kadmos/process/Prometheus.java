package io.kadmos.process;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus that scrapes nodes every second and knows the shipped rules. */
final class Prometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 200;
    private static final Path RULES = Path.of("charts/kadmos/files/alerts.yml");

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final int port = FreePorts.draw();
    private final Path log;
    private final Process process;

    private Prometheus(Tool tool, Path directory, List<ProcessNode> nodes) throws IOException {
        String targets = nodes.stream().map(ProcessNode::managementAddress).collect(Collectors.joining(", "));
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [%s]
                scrape_configs:
                  - job_name: kadmos
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: [%s]}]
                """.formatted(RULES.toAbsolutePath(), targets));
        log = directory.resolve("prometheus.log");
        process = new ProcessBuilder(tool.path().toString(), "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("series"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** Starts it, and waits until it has seen every node. */
    static Prometheus watching(Path directory, List<ProcessNode> nodes) throws IOException, InterruptedException {
        Prometheus prometheus = new Prometheus(Tool.named("prometheus"), Files.createDirectories(directory), nodes);
        prometheus.await("count(up == 1) == " + nodes.size());
        return prometheus;
    }

    /** Asks a query of this moment. @return the vector that it answers with */
    JsonNode query(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)).at("/data/result");
    }

    /** Asks until there is an answer that is not empty. */
    JsonNode await(String expression) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                JsonNode result = query(expression);
                if (!result.isEmpty()) {
                    return result;
                }
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Prometheus does not answer: " + Files.readString(log), e);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no answer to " + expression + ": " + Files.readString(log));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Every rule, with its health and whether it fires. */
    JsonNode rules() throws IOException, InterruptedException {
        return get("/api/v1/rules").at("/data/groups");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + " is answered " + response.statusCode() + " " + response.body());
        }
        return json.readTree(response.body());
    }
}

package io.kadmos.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A client that follows the events of a node. */
final class EventListening implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpResponse<InputStream> response;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    /** Begins to follow. */
    EventListening(ProcessNode node) throws IOException, InterruptedException {
        response = client.send(node.request("/cluster/events").build(), BodyHandlers.ofInputStream());
        Thread.ofVirtual().start(this::read);
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** Waits for a message that contains all these texts. */
    String await(String... texts) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        StringBuilder seen = new StringBuilder();
        while (System.nanoTime() < deadline) {
            String message = messages.poll(1, TimeUnit.SECONDS);
            if (message != null && Stream.of(texts).allMatch(message::contains)) {
                return message;
            }
            seen.append(message == null ? "" : message + "\n");
        }
        throw new AssertionError("no such event: " + String.join(", ", texts) + "; there were: " + seen);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** The stream ends when either side closes it. */
    private void read() {
        try (Scanner scanner = new Scanner(response.body(), StandardCharsets.UTF_8)) {
            scanner.useDelimiter("\n\n");
            while (scanner.hasNext()) {
                messages.add(scanner.next());
            }
        }
    }
}

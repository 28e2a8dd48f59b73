package io.kadmos.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import io.kadmos.Kadmos;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.http.events.EventFeed;

/** A whole node of one in this process, on free ports and in memory, and a client for it. */
public final class RunningGateway implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts a node with more settings, and waits until it serves. */
    public static RunningGateway start(String... settings) {
        RunningGateway gateway = begin(settings);
        gateway.awaitReady();
        return gateway;
    }

    /** Starts a node that may never be ready. */
    static RunningGateway begin(String... settings) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Stream.concat(Stream.of("--server.port=0", "--management.server.port=0",
                "--kadmos.peer.port=" + freeUdpPort(), "--kadmos.peer.bind-host=127.0.0.1",
                "--kadmos.storage.engine=memory", "--kadmos.node.name=alone"), Stream.of(settings))
                .forEach(each -> arguments.put(each.substring(0, each.indexOf('=')), each));
        return new RunningGateway(new SpringApplicationBuilder(Kadmos.class)
                .run(arguments.values().toArray(String[]::new)));
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public HttpResponse<String> put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        return request("local.server.port", method, path, body, headers);
    }

    public HttpResponse<String> management(String path) {
        return request("local.management.port", "GET", path, "");
    }

    /** The lines of an answer that may never end, as they come; a reader that has enough closes the stream. */
    public HttpResponse<Stream<String>> lines(String path, String... headers) {
        return exchange(builder("local.server.port", path, headers).GET().build(), BodyHandlers.ofLines());
    }

    /** Keeps the only thread of the node from doing anything else until it is released. */
    Runnable holdUpLoop() {
        CountDownLatch released = new CountDownLatch(1);
        context.getBean(EventLoop.class).execute(() -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return released::countDown;
    }

    /** What the node's own events are told to. */
    public EventFeed eventFeed() {
        return context.getBean(EventFeed.class);
    }

    /** Sends bytes as they are and reads until the server closes, or is silent for a moment. */
    public String raw(byte[] request, Duration silence) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port("local.server.port"))) {
            socket.setSoTimeout((int) silence.toMillis());
            socket.getOutputStream().write(request);
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[8192];
            for (int read = read(socket, buffer); read > 0; read = read(socket, buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
            return answer.toString();
        }
    }

    /** The paths that controllers of this project answer. */
    Set<String> mappedPaths() {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods()
                .entrySet().stream()
                .filter(each -> each.getValue().getBeanType().getName().startsWith("io.kadmos"))
                .flatMap(each -> each.getKey().getPatternValues().stream()).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }

    private HttpResponse<String> request(String port, String method, String path, String body, String... headers) {
        return exchange(builder(port, path, headers).method(method, body.isEmpty() && !method.equals("PUT")
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder builder(String port, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(port) + path))
                .timeout(TIMEOUT);
        Stream.of(headers).map(header -> header.split(": ", 2)).forEach(each -> request.header(each[0], each[1]));
        return request;
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> bodies) {
        try {
            return client.send(request, bodies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (management("/actuator/health/readiness").statusCode() != 200) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not ready: " + management("/actuator/health/readiness").body());
            }
        }
    }

    public int port(String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    private static int read(Socket socket, byte[] buffer) throws IOException {
        try {
            return socket.getInputStream().read(buffer);
        } catch (SocketTimeoutException e) {
            return -1;
        }
    }

    private static int freeUdpPort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}

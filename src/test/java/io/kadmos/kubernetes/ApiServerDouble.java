package io.kadmos.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.kadmos.http.TestAuthority;
import io.kadmos.http.TestAuthority.Signed;

/** An API server over HTTPS that gives the answers of a test, and the service account of a pod beside it. */
public final class ApiServerDouble implements AutoCloseable {

    private static final String NAMESPACE = "stores";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path account;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Answer answer = exchange -> send(exchange, 500, "");

    /** Answers a request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private ApiServerDouble(HttpsServer server, Path account) {
        this.server = server;
        this.account = account;
    }

    /** Starts a server that keeps its files in a directory. */
    public static ApiServerDouble start(Path directory) throws Exception {
        TestAuthority authority = TestAuthority.create(directory.resolve("authority"));
        return start(directory, authority, authority.sign("server"));
    }

    /** Starts a server with a given certificate. */
    static ApiServerDouble start(Path directory, TestAuthority authority, Signed certificate) throws Exception {
        Path account = Files.createDirectories(directory.resolve("serviceaccount"));
        Files.writeString(account.resolve("namespace"), NAMESPACE);
        Files.writeString(account.resolve("token"), "first-token\n");
        Files.writeString(account.resolve("ca.crt"), authority.pem());
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        ApiServerDouble started = new ApiServerDouble(server, account);
        server.createContext("/", started::handle);
        server.setExecutor(started.threads);
        server.start();
        return started;
    }

    /** From now on the StatefulSet wants so many replicas. */
    public void replicas(int replicas) {
        answer(200, "{\"kind\": \"StatefulSet\", \"spec\": {\"replicas\": " + replicas + "}}");
    }

    void answer(int status, String body) {
        answer = exchange -> send(exchange, status, body);
    }

    void answer(Answer next) {
        answer = next;
    }

    /** The address at which the server listens. */
    public URI address() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The directory of the service account. */
    public Path account() {
        return account;
    }

    /** The requests so far: method, path and header Authorization of each. */
    public List<String> requests() {
        return requests;
    }

    /** Ends the server: it answers no later request. */
    public void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        answer.to(exchange);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wherever a request is refused, and however early: the metrics count it once, under no name that a client chose. */
final class RefusedRequestsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final String KEY = "/kv/{key}";
    private static final String UNKNOWN = "UNKNOWN";

    private static TokenFile tokens;
    private static RunningGateway gateway;

    private static final int MAX_REQUESTS = 100;

    private static int clients;

    private final Map<String, Integer> expected = new TreeMap<>();

    @BeforeAll
    static void start() {
        tokens = TokenFile.create();
        gateway = RunningGateway.start("--kadmos.http.auth.mode=token",
                "--kadmos.http.auth.tokens-file=" + tokens.path(), "--kadmos.http.max-in-flight=1",
                "--kadmos.http.rate-limit=3", "--server.forward-headers-strategy=native");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        tokens.delete();
    }

    @BeforeEach
    void begin() {
        expected.putAll(Answers.counted(gateway));
    }

    @Test
    void countsWhatTheEdgeRefuses() throws InterruptedException {
        ask("GET", "/kv/a", KEY, 401);
        ask("PUT", "/kv/a", KEY, 401);
        ask("BREW", "/kv/a", UNKNOWN + " " + KEY, 401);
        ask("GET", "/cluster/nodes", "/cluster/nodes", 401);
        ask("GET", "/cluster/nodes/of-another", UNKNOWN, 401);
        ask("DELETE", "/kv/a", KEY, 403, TokenFile.READER);
        ask("POST", "/cluster/drain", "/cluster/drain", 403, TokenFile.READER);
        ask("GET", "/kv/a/../b", KEY, 400, TokenFile.ADMIN);
        ask("GET", "/nothing/../here", UNKNOWN, 400, TokenFile.ADMIN);
        awaitCounts();
    }

    @Test
    void countsWhatComesTooOften() throws InterruptedException {
        String client = newClient();
        askTooOften("GET", "/kv/absent", KEY, TokenFile.ADMIN, client);
        askTooOften("PUT", "/kv/absent", KEY, TokenFile.ADMIN, client);
        askTooOften("GET", "/cluster", "/cluster", client);
        awaitCounts();
    }

    @Test
    void countsWhatTheGatewayRefuses() throws InterruptedException {
        ask("GET", "/kv/absent", KEY, 404, TokenFile.ADMIN);
        ask("GET", "/nowhere", "/**", 404, TokenFile.ADMIN);
        ask("PATCH", "/kv/a", KEY, 405, TokenFile.ADMIN);
        ask("PUT", "/kv/a", KEY, 412, TokenFile.ADMIN, "If-Match: \"x\"");
        expected.merge("PUT " + KEY + " 413", 1, Integer::sum);
        assertThat(gateway.put("/kv/a", "x".repeat((1 << 20) + 1), TokenFile.ADMIN, newClient()).statusCode())
                .isEqualTo(413);
        awaitCounts();
    }

    @Test
    void countsWhatFindsNoRoom() throws Exception {
        String head = "PUT /kv/slow HTTP/1.1\r\nHost: x\r\n" + TokenFile.ADMIN + "\r\nContent-Length: 9\r\n\r\n";
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), gateway.port("local.server.port"))) {
            slow.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            awaitInFlight();
            ask("GET", "/kv/a", KEY, 503, TokenFile.ADMIN);
            ask("DELETE", "/kv/a", KEY, 503, TokenFile.ADMIN);
        }
        expected.merge("PUT " + KEY + " 400", 1, Integer::sum); // the body that never came
        awaitCounts();
    }

    @Test
    void countsWhatTomcatDoesNotUnderstand() throws Exception {
        count("GET " + KEY + " 400", raw("GET /kv/a HTTP/1.1\r\n\r\n"));
        count(UNKNOWN + " " + UNKNOWN + " 400", raw("garbage\r\n\r\n"));
        count("GET " + KEY + " 505", raw("GET /kv/a HTTP/9.9\r\nHost: x\r\n\r\n"));
        count("TRACE " + KEY + " 405", raw("TRACE /kv/a HTTP/1.1\r\nHost: x\r\n\r\n"));
        awaitCounts();
    }

    private void count(String series, String answer) {
        assertThat(answer).startsWith("HTTP/1.1 " + series.substring(series.length() - 3));
        expected.merge(series, 1, Integer::sum);
    }

    private static String raw(String request) throws IOException {
        return gateway.raw(request.getBytes(StandardCharsets.US_ASCII), SILENCE);
    }

    /** Asks as a client that has not asked yet. */
    private void ask(String method, String path, String route, int status, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = newClient();
        send(method, path, route, status, all);
    }

    /** Asks until the node refuses: on a slow machine one request more is allowed meanwhile, again and again. */
    private void askTooOften(String method, String path, String route, String... headers) {
        int status = 0;
        for (int i = 0; i < MAX_REQUESTS && status != 429; i++) {
            status = gateway.send(method, path, "", headers).statusCode();
            expected.merge(method + " " + route + " " + status, 1, Integer::sum);
        }
        assertThat(status).as(method + " " + path).isEqualTo(429);
    }

    private void send(String method, String path, String route, int status, String... headers) {
        assertThat(gateway.send(method, path, "", headers).statusCode()).as(method + " " + path).isEqualTo(status);
        String word = route.contains(" ") ? route : method + " " + route;
        expected.merge(word + " " + status, 1, Integer::sum);
    }

    private static String newClient() {
        clients++;
        return "X-Forwarded-For: 198.51.100." + clients;
    }

    private static void awaitInFlight() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!gateway.management("/actuator/prometheus").body().contains("kadmos_in_flight_requests 1.0")) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** An answer is counted when it has been sent. */
    private void awaitCounts() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Answers.counted(gateway).equals(expected) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(Answers.counted(gateway)).isEqualTo(expected);
    }
}

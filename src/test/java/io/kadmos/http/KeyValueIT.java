package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the contract of {@code /kv/{key}}, against a node of one. Each test has keys of its own. */
final class KeyValueIT {

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void createsReplacesReadsAndDeletes() {
        HttpResponse<String> created = gateway.put("/kv/life", "one", "Content-Type: text/plain; charset=\"utf-8\"");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "ETag")).isEqualTo('"' + header(created, "Kadmos-Version") + '"');
        assertThat(header(created, "Kadmos-Replicas")).isEqualTo("1/1");
        assertThat(gateway.put("/kv/life", "two").statusCode()).isEqualTo(204);
        HttpResponse<String> read = gateway.get("/kv/life");
        assertThat(read.body()).isEqualTo("two");
        assertThat(header(read, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(read, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(read, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(read, "Last-Modified")).endsWith(" GMT");
        assertThat(header(read, "ETag")).isNotEqualTo(header(created, "ETag"));
        assertThat(gateway.send("DELETE", "/kv/life", "").statusCode()).isEqualTo(204);
        assertThat(gateway.send("DELETE", "/kv/life", "").statusCode()).isEqualTo(204);
        assertProblem(gateway.get("/kv/life"), 404, "not-found");
    }

    @Test
    void tellsTheContentTypeAsItWasStored() {
        gateway.put("/kv/type", "x", "Content-Type: text/plain; charset=\"utf-8\"; a=b");
        assertThat(header(gateway.get("/kv/type"), "Content-Type")).isEqualTo("text/plain; charset=\"utf-8\"; a=b");
        gateway.put("/kv/type", "a=b", "Content-Type: application/x-www-form-urlencoded");
        assertThat(gateway.get("/kv/type").body()).isEqualTo("a=b");
    }

    @Test
    void answersHeadAsGetWithoutABody() {
        gateway.put("/kv/head", "12345");
        HttpResponse<String> head = gateway.send("HEAD", "/kv/head", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("5");
        assertThat(head.body()).isEmpty();
        assertThat(gateway.send("HEAD", "/kv/head-absent", "").statusCode()).isEqualTo(404);
    }

    @Test
    void takesSlashesInEveryFormForTheSameKey() {
        gateway.put("/kv/a/b/c", "x");
        assertThat(gateway.get("/kv/a%2Fb%2fc").body()).isEqualTo("x");
        assertThat(gateway.get("/kv/a/b/c/").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/kv/a//b/c").statusCode()).isEqualTo(404);
    }

    @Test
    void storesNothingAndTheLargest() {
        assertThat(gateway.put("/kv/empty", "").statusCode()).isEqualTo(201);
        assertThat(gateway.get("/kv/empty").body()).isEmpty();
        String largest = "x".repeat(1 << 20);
        assertThat(gateway.put("/kv/largest", largest).statusCode()).isEqualTo(201);
        assertThat(gateway.get("/kv/largest").body()).isEqualTo(largest);
    }

    @Test
    void refusesMoreThanTheLargest() {
        HttpResponse<String> refused = gateway.put("/kv/too-large", "x".repeat((1 << 20) + 1));
        assertProblem(refused, 413, "value-too-large");
        assertThat(refused.body()).contains("\"limit\":1048576", "\"size\":1048577", "\"outcome\":\"not-applied\"",
                "\"retryable\":false");
        assertThat(gateway.get("/kv/too-large").statusCode()).isEqualTo(404);
    }

    @Test
    void comparesAndSets() {
        String first = header(gateway.put("/kv/cas", "1"), "ETag");
        HttpResponse<String> second = gateway.put("/kv/cas", "2", "If-Match: " + first);
        assertThat(second.statusCode()).isEqualTo(204);
        HttpResponse<String> late = gateway.put("/kv/cas", "3", "If-Match: " + first);
        assertProblem(late, 412, "precondition-failed");
        assertThat(header(late, "ETag")).isEqualTo(header(second, "ETag"));
        assertThat(gateway.put("/kv/cas", "4", "If-None-Match: *").statusCode()).isEqualTo(412);
        assertThat(gateway.put("/kv/cas", "4", "If-Match: W/" + header(second, "ETag")).statusCode()).isEqualTo(412);
        assertThat(gateway.send("DELETE", "/kv/cas", "", "If-Match: " + first).statusCode()).isEqualTo(412);
        assertThat(gateway.send("DELETE", "/kv/cas", "", "If-Match: *").statusCode()).isEqualTo(204);
        HttpResponse<String> gone = gateway.put("/kv/cas", "5", "If-Match: *");
        assertThat(gone.statusCode()).isEqualTo(412);
        assertThat(gone.headers().firstValue("ETag")).isEmpty();
        assertThat(gateway.put("/kv/cas", "5", "If-None-Match: *").statusCode()).isEqualTo(201);
    }

    @Test
    void readsConditionally() {
        String tag = header(gateway.put("/kv/conditional", "x"), "ETag");
        String date = header(gateway.get("/kv/conditional"), "Last-Modified");
        HttpResponse<String> same = gateway.get("/kv/conditional", "If-None-Match: \"other\", W/" + tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(header(same, "ETag")).isEqualTo(tag);
        assertThat(gateway.get("/kv/conditional", "If-None-Match: \"other\"").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/kv/conditional", "If-Match: \"other\"").statusCode()).isEqualTo(412);
        assertThat(gateway.get("/kv/conditional", "If-Modified-Since: " + date).statusCode()).isEqualTo(304);
        assertThat(gateway.get("/kv/conditional", "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT").statusCode())
                .isEqualTo(412);
        assertThat(gateway.get("/kv/conditional", "If-None-Match: \"other\"", "If-Modified-Since: " + date)
                .statusCode()).isEqualTo(200);
        assertThat(gateway.get("/kv/conditional-absent", "If-Match: *").statusCode()).isEqualTo(404);
    }

    @Test
    void readsAPart() {
        String tag = header(gateway.put("/kv/part", "0123456789"), "ETag");
        HttpResponse<String> part = gateway.get("/kv/part", "Range: bytes=2-4");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 2-4/10");
        HttpResponse<String> behind = gateway.get("/kv/part", "Range: bytes=10-");
        assertProblem(behind, 416, "range-not-satisfiable");
        assertThat(header(behind, "Content-Range")).isEqualTo("bytes */10");
        assertThat(gateway.get("/kv/part", "Range: bytes=0-1", "If-Range: " + tag).statusCode()).isEqualTo(206);
        assertThat(gateway.get("/kv/part", "Range: bytes=0-1", "If-Range: \"old\"").body()).isEqualTo("0123456789");
    }

    @Test
    void forgetsAfterTheTimeToLive() {
        HttpResponse<String> put = gateway.put("/kv/expiring?ttl=150ms", "x");
        assertThat(Instant.parse(header(put, "Kadmos-Expires-At"))).isAfter(Instant.now().minusSeconds(5));
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (gateway.get("/kv/expiring").statusCode() != 404) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        HttpResponse<String> kept = gateway.put("/kv/kept?ttl=1h", "x");
        assertThat(header(gateway.get("/kv/kept"), "Kadmos-Expires-At")).isEqualTo(header(kept, "Kadmos-Expires-At"));
    }

    @Test
    void appliesARetryOnce() {
        HttpResponse<String> first = gateway.put("/kv/retried", "1", "Idempotency-Key: k1");
        gateway.put("/kv/retried", "2");
        HttpResponse<String> retry = gateway.put("/kv/retried", "other", "Idempotency-Key: k1");
        assertThat(retry.statusCode()).isEqualTo(201);
        assertThat(header(retry, "ETag")).isEqualTo(header(first, "ETag"));
        assertThat(gateway.get("/kv/retried").body()).isEqualTo("2");
    }

    @Test
    void readsOneReplicaIfAsked() {
        gateway.put("/kv/local", "x");
        assertThat(header(gateway.get("/kv/local?consistency=local"), "Kadmos-Consistency")).isEqualTo("local");
        assertThat(gateway.get("/kv/local?consistency=linearizable").headers().firstValue("Kadmos-Consistency"))
                .isEmpty();
        HttpResponse<String> absent = gateway.get("/kv/local-absent?consistency=local");
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(header(absent, "Kadmos-Consistency")).isEqualTo("local");
    }

    @ParameterizedTest
    @CsvSource({"PUT,/kv/bad?ttl=0,bad-ttl", "PUT,/kv/bad?ttl=soon,bad-ttl", "PUT,/kv/bad?ttl=1s&ttl=1s,bad-request",
            "GET,/kv/bad?consistency=strong,bad-request", "GET,/kv/bad?consistency=local&consistency=local,bad-request",
            "DELETE,/kv/bad?consistency=x,bad-request", "GET,/kv/%zz,bad-key", "PUT,/kv/%FF,bad-key",
            "GET,/kv/,bad-key",
            "GET,/kv/a/../b,bad-key", "GET,/kv/a/%2e%2e/b,bad-key", "GET,/cluster/placement,bad-request",
            "GET,/cluster/placement?key=%0A,bad-key"})
    void refusesBadRequests(String method, String path, String slug) throws Exception {
        String answer = gateway.raw((method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
                + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII),
                Duration.ofSeconds(5));
        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"type\":\"/problems/" + slug + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"If-Match: abc", "If-None-Match: \"a", "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
            "Content-Range: bytes 0-1/2", "Content-Type: nonsense", "Idempotency-Key: a b"})
    void refusesBadHeadersOfAWrite(String header) {
        assertProblem(gateway.put("/kv/bad-header", "x", header), 400, "bad-request");
        assertThat(gateway.get("/kv/bad-header").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "OPTIONS", "TRACE", "FOO"})
    void allowsNoOtherMethod(String method) throws Exception {
        String answer = gateway.raw((method + " /kv/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII), Duration.ofSeconds(5));
        assertThat(answer).startsWith("HTTP/1.1 405").contains("\r\nAllow: GET, HEAD, PUT, DELETE\r\n",
                "/problems/method-not-allowed");
    }

    @Test
    void describesTheCluster() {
        String cluster = gateway.get("/cluster").body();
        assertThat(cluster).contains("\"name\":\"kadmos\"", "\"name\":\"alone\"", "\"state\":\"active\"", "\"nodes\":1",
                "\"replicationFactor\":3", "\"slots\":{\"total\":4096,\"active\":4096,\"moving\":0");
        assertThat(gateway.get("/cluster/nodes").body()).contains("\"self\":true", "\"rttMillis\":null",
                "\"slots\":4096");
        assertThat(gateway.get("/cluster/routing-table").body()).contains("{\"self\":\"",
                "\"buckets\":[{\"prefix\":\"\",\"contacts\":[],\"replacements\":[],\"refreshed\":\"20");
        String version = header(gateway.put("/kv/placed", "x"), "Kadmos-Version");
        assertThat(gateway.get("/cluster/placement?key=placed").body()).contains("\"key\":\"placed\"", "\"epoch\":1",
                "\"name\":\"alone\"", "\"version\":\"" + version + "\"");
        assertProblem(gateway.get("/nothing"), 404, "unknown-path");
    }

    @Test
    void showsHealthAndMetersWithoutKeys() {
        gateway.put("/kv/metered", "x");
        assertThat(gateway.management("/actuator/health/liveness").body()).contains("\"status\":\"UP\"");
        assertThat(gateway.management("/actuator/health/readiness").body()).contains("\"reason\":\"ready\"");
        assertThat(gateway.management("/actuator/info").statusCode()).isEqualTo(200);
        String meters = gateway.management("/actuator/prometheus").body();
        assertThat(meters).contains("uri=\"/kv/{key}\"", "kadmos_datagrams_total{direction=\"sent\"}",
                "kadmos_kv_operations_seconds_count{operation=\"put\",outcome=\"written\"}",
                "kadmos_in_flight_requests").doesNotContain("metered");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.body()).contains("\"type\":\"/problems/" + slug + "\"", "\"status\":" + status,
                "\"title\":\"", "\"detail\":\"", "\"instance\":\"" + response.uri().getRawPath() + "\"");
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}

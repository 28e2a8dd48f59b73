package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that no client library would send, as bytes: never a 500, never a hang, never another request's answer. */
final class MalformedRequestIT {

    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final int MUTATIONS = 300;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** A bar stands for CR LF; every request ends with an empty line. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
            "GET /kv/a b HTTP/1.1|Host: x ~ 400",
            "G(T /kv/a HTTP/1.1|Host: x ~ 400",
            "garbage ~ 400",
            "GET /kv/a#b HTTP/1.1|Host: x ~ 400",
            "GET /kv/a HTTP/1.1 ~ 400",
            "GET /kv/a HTTP/1.1|Host: x|Host: y ~ 400",
            "GET /kv/a HTTP/1.1|Host: a b ~ 400",
            "GET http://y/kv/a HTTP/1.1|Host: x ~ 400",
            "GET /kv/a HTTP/9.9|Host: x ~ 505",
            "GET /kv/a HTTP/1.1|Host: x|Foo Bar: x ~ 400",
            "GET /kv/a HTTP/1.1|Host: x|Foo : x ~ 400",
            "PUT /kv/a HTTP/1.1|Host: x|Content-Length: -1 ~ 400",
            "PUT /kv/a HTTP/1.1|Host: x|Content-Length: +1 ~ 400",
            "PUT /kv/a HTTP/1.1|Host: x|Content-Length: 99999999999999999999 ~ 400",
            "PUT /kv/a HTTP/1.1|Host: x|Content-Length: 1|Content-Length: 2 ~ 400",
            "PUT /kv/a HTTP/1.1|Host: x|Content-Length: 1048577 ~ 413",
            "PUT /kv/a HTTP/1.1|Host: x|Content-Length: 1048577|Expect: 100-continue ~ 413",
            "PUT /kv/a HTTP/1.1|Host: x|Content-Length: 1|Expect: miracles ~ 417",
            "PUT /kv/a HTTP/1.1|Host: x|Transfer-Encoding: xchunked ~ 501",
            "PUT /kv/a HTTP/1.1|Host: x|Transfer-Encoding: chunked, chunked ~ 400",
            "PUT /kv/a HTTP/1.1|Host: x|Transfer-Encoding: chunked||zz|abc|0| ~ 400",
            "PUT /kv/a HTTP/1.1|Host: x|Transfer-Encoding: chunked||3|abcd|0| ~ 400",
            "PUT /kv/a HTTP/1.1|Host: x|Transfer-Encoding: chunked||-3|abc|0| ~ 400",
            "PUT /kv/a HTTP/1.1|Host: x|Transfer-Encoding: chunked||fffffffff|abc|0| ~ 400"})
    void refusesWithAProblem(String request, int status) throws IOException {
        String answer = raw(request + "||");
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json", "\"status\":" + status)
                .doesNotContain("Exception", "Tomcat", "Server:");
    }

    @Test
    void endsTheConnectionAfterAnAmbiguousLength() throws IOException {
        String answer = raw("PUT /kv/smuggled HTTP/1.1|Host: x|Content-Length: 5|Transfer-Encoding: chunked||0||"
                + "GET /kv/other HTTP/1.1|Host: x||");
        assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer in %s", answer).hasSize(2);
        assertThat(answer).contains("\r\nConnection: close\r\n");
    }

    @Test
    void stopsReadingAStreamThatBecomesTooLarge() throws IOException {
        String chunk = "10000|" + "x".repeat(1 << 16) + "|";
        String answer = raw("PUT /kv/stream HTTP/1.1|Host: x|Transfer-Encoding: chunked||" + chunk.repeat(17) + "0||");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("value-too-large");
    }

    @Test
    void refusesAHeadThatIsTooLarge() throws IOException {
        assertThat(raw("GET /kv/a HTTP/1.1|Host: x|Long: " + "x".repeat(20_000) + "||")).startsWith("HTTP/1.1 400");
    }

    @Test
    void survivesRandomMutations() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] valid = bytes("PUT /kv/mutated?ttl=30s HTTP/1.1|Host: x|Content-Type: a/b|If-None-Match: \"x\"|"
                + "Content-Length: 3|Connection: close||abc");
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = valid.clone();
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            assertThat(gateway.raw(mutated, Duration.ofMillis(100))).as("seed %d, request %d", seed, i)
                    .doesNotStartWith("HTTP/1.1 500").doesNotContain("Exception");
        }
        assertThat(gateway.get("/cluster").statusCode()).isEqualTo(200);
    }

    private static String raw(String request) throws IOException {
        return gateway.raw(bytes(request), SILENCE);
    }

    private static byte[] bytes(String request) {
        return request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}

package io.kadmos.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.http.RunningGateway;

final class TokenAuthorizationIT {

    private static final String OPS = "Authorization: Bearer the-token-of-ops";
    private static final String SHOP = "Authorization: Bearer the-token-of-shop";
    private static final String WRITER = "Authorization: bearer  the-token-of-writer==";
    private static final Duration RELOAD = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(tokensFile(), "tokens:\n"
                + token("ops", "the-token-of-ops", "", "read, write, delete, admin")
                + token("shop", "the-token-of-shop", "carts/", "read, write, delete")
                + token("writer", "the-token-of-writer==", "log/", "write"));
        gateway = RunningGateway.start("--kadmos.http.auth.mode=token",
                "--kadmos.http.auth.tokens-file=" + tokensFile());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kv/a", "/kv/..a", "/cluster", "/cluster/export", "/cluster;x/export", "//cluster",
            "/%63luster", "/kv", "/problems/not-found", "/error", "/v3/api-docs/x", "/actuator/prometheus"})
    void asksForATokenWhereNoneIsShown(String path) {
        HttpResponse<String> answer = gateway.get(path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.body()).contains("\"type\":\"/problems/unauthenticated\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer another", "Authorization: Bearer", "Authorization: Basic eDp5",
            "Authorization: Bearer the-token-of-ops x", "Authorization: the-token-of-ops", "Cookie: the-token-of-ops"})
    void refusesWhatIsNoTokenOfIts(String header) {
        assertThat(gateway.get("/kv/a", header).statusCode()).isEqualTo(401);
        assertThat(gateway.get("/kv/a", OPS, header).statusCode())
                .isEqualTo(header.startsWith("Authorization") ? 401 : 404);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /kv/carts/1, 201", "GET, /kv/carts/none, 404", "HEAD, /kv/carts/none, 404",
            "DELETE, /kv/carts/2, 204", "GET, /kv/c%61rts%2Fnone, 404", "PATCH, /kv/carts/1, 405",
            "GET, /kv/carts, 403", "PUT, /kv/Carts/1, 403", "GET, /kv//carts/1, 403", "DELETE, /kv/%20carts/1, 403",
            "GET, /cluster, 403", "POST, /cluster/drain, 403", "POST, /cluster/import, 403", "GET, /nowhere, 403"})
    void doesForATokenWhatItsRulesAllow(String method, String path, int status) {
        assertThat(gateway.send(method, path, method.equals("PUT") ? "x" : "", SHOP).statusCode()).isEqualTo(status);
    }

    @Test
    void tellsAWriterTheTagButNotTheValue() {
        assertThat(gateway.put("/kv/log/1", "secret", WRITER).statusCode()).isEqualTo(201);
        HttpResponse<String> failed = gateway.put("/kv/log/1", "x", WRITER, "If-None-Match: *");
        assertThat(failed.statusCode()).isEqualTo(412);
        assertThat(failed.headers().firstValue("ETag")).isPresent();
        assertThat(gateway.get("/kv/log/1", WRITER).statusCode()).isEqualTo(403);
        assertThat(gateway.send("DELETE", "/kv/log/1", "", WRITER).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"/cluster, 200", "/cluster/export, 200", "/kv/absent, 404", "/nowhere, 404", "/kv/%FF, 400"})
    void letsAnAdministratorEverywhere(String path, int status) {
        assertThat(gateway.get(path, OPS).statusCode()).isEqualTo(status);
    }

    @Test
    void leavesOpenWhatIsTheSameEverywhere() {
        assertThat(gateway.get("/console/nothing-here").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/console/../cluster").statusCode()).isEqualTo(400);
        assertThat(gateway.get("/console/..;/cluster").statusCode()).isEqualTo(400);
        assertThat(gateway.management("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void answersBeforeItReadsABody() throws IOException {
        String head = "PUT /kv/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n";
        assertThat(gateway.raw(head.getBytes(StandardCharsets.US_ASCII), Duration.ofSeconds(1)))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void takesANewFileAndKeepsTheOldOneIfTheNewOneIsBad() throws Exception {
        String before = Files.readString(tokensFile());
        Files.writeString(tokensFile(), before + token("late", "the-late-token", "late/", "read"));
        await("the-late-token", 404);
        Files.writeString(tokensFile(), "tokens: nonsense");
        Thread.sleep(4_000);
        assertThat(gateway.get("/kv/late/a", "Authorization: Bearer the-late-token").statusCode()).isEqualTo(404);
        Files.writeString(tokensFile(), before);
        await("the-late-token", 401);
    }

    private static void await(String token, int status) throws InterruptedException {
        long deadline = System.nanoTime() + RELOAD.toNanos();
        while (gateway.get("/kv/late/a", "Authorization: Bearer " + token).statusCode() != status) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private static Path tokensFile() {
        return directory.resolve("tokens.yaml");
    }

    private static String token(String name, String text, String prefix, String allow) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        return "  - {name: %s, sha256: \"%s\", rules: [{prefix: \"%s\", allow: [%s]}]}%n".formatted(name,
                HexFormat.of().formatHex(hash), prefix, allow);
    }
}

package io.kadmos.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Backup and restore, from one node of one to another and back. */
final class BackupIT {

    private static final int KEYS = 300;

    private static RunningGateway gateway;
    private static String backup;

    @BeforeAll
    static void fill() {
        gateway = RunningGateway.start();
        IntStream.range(0, KEYS).forEach(i -> gateway.put("/kv/key/" + i, "value " + i, "Content-Type: text/plain"));
        gateway.put("/kv/large", "x".repeat(1 << 20));
        gateway.put("/kv/empty", "");
        gateway.put("/kv/%C3%BC%22", "ü");
        gateway.put("/kv/ends?ttl=1h", "soon");
        gateway.put("/kv/deleted", "x");
        gateway.send("DELETE", "/kv/deleted", "");
        backup = gateway.get("/cluster/export").body();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aBackupHasAHeaderEveryKeyThatHoldsSomethingAndAnEnd() {
        HttpResponse<String> export = gateway.get("/cluster/export");
        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(export.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(export.headers().firstValue("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"kadmos-[0-9TZ-]+\\.ndjson\"");
        List<String> lines = export.body().lines().toList();
        assertThat(lines).hasSize(KEYS + 6);
        assertThat(lines.getFirst()).startsWith("{\"kadmos\":1,\"cluster\":\"kadmos\",\"clusterId\":\"");
        assertThat(lines.getLast()).isEqualTo("{\"keys\":" + (KEYS + 4) + "}");
        assertThat(export.body()).doesNotContain("\"deleted\"");
    }

    @Test
    void anotherClusterHasEverythingAfterwards() {
        try (RunningGateway other = RunningGateway.start("--kadmos.cluster.name=other")) {
            other.put("/kv/key/7", "replaced");
            HttpResponse<String> imported = other.send("POST", "/cluster/import", backup,
                    "Content-Type: application/x-www-form-urlencoded");
            assertThat(imported.statusCode()).isEqualTo(200);
            assertThat(imported.body()).isEqualTo("{\"imported\":304,\"skipped\":0,\"failed\":0}");
            for (int i = 0; i < KEYS; i++) {
                HttpResponse<String> read = other.get("/kv/key/" + i);
                assertThat(read.body()).isEqualTo("value " + i);
                assertThat(read.headers().firstValue("Content-Type")).hasValue("text/plain");
            }
            assertThat(other.get("/kv/large").body()).isEqualTo("x".repeat(1 << 20));
            assertThat(other.get("/kv/empty").body()).isEmpty();
            assertThat(other.get("/kv/%C3%BC%22").body()).isEqualTo("ü");
            assertThat(other.get("/kv/ends").headers().firstValue("Kadmos-Expires-At").orElseThrow().substring(0, 19))
                    .isEqualTo(gateway.get("/kv/ends").headers().firstValue("Kadmos-Expires-At").orElseThrow()
                            .substring(0, 19));
        }
    }

    @Test
    void restoringTwiceRestoresTwiceUnlessItIsTheSameAttempt() {
        gateway.send("POST", "/cluster/import", backup, "Idempotency-Key: restore-1");
        gateway.put("/kv/key/1", "newer");
        gateway.send("POST", "/cluster/import", backup, "Idempotency-Key: restore-1");
        assertThat(gateway.get("/kv/key/1").body()).isEqualTo("newer");
        gateway.send("POST", "/cluster/import?existing=keep", backup);
        assertThat(gateway.get("/kv/key/1").body()).isEqualTo("newer");
        gateway.send("POST", "/cluster/import", backup);
        assertThat(gateway.get("/kv/key/1").body()).isEqualTo("value 1");
    }

    @Test
    void aBackupThatIsCutOffIsNoticed() {
        String half = backup.lines().limit(10).reduce("", (a, b) -> a + b + "\n");
        HttpResponse<String> refused = gateway.send("POST", "/cluster/import", half);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"type\":\"/problems/bad-request\"", "cut off behind 9 keys",
                "\"line\":11", "\"imported\":9");
    }

    @Test
    void oneImportAtATime() throws InterruptedException {
        byte[] unfinished = "POST /cluster/import HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
                .getBytes(US_ASCII);
        Thread slow = Thread.startVirtualThread(() -> hold(unfinished));
        String refused = awaitImport(503);
        assertThat(refused).contains("/problems/not-applied", "another import runs on this node");
        slow.join();
        assertThat(awaitImport(400)).contains("a backup must begin with its header");
    }

    /** Begins an import, again if another one is faster, and ends it by and by. */
    private static void hold(byte[] unfinished) {
        try {
            String answer = gateway.raw(unfinished, Duration.ofSeconds(3));
            while (answer.contains("another import")) {
                answer = gateway.raw(unfinished, Duration.ofSeconds(3));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Imports nothing until that has the expected outcome. */
    private static String awaitImport(int status) {
        for (int i = 0; i < 10_000; i++) {
            HttpResponse<String> answer = gateway.send("POST", "/cluster/import", "");
            if (answer.statusCode() == status) {
                return answer.body();
            }
        }
        throw new AssertionError("an import was never answered with " + status);
    }

    @Test
    void otherMethodsAreNotAllowed() {
        assertThat(gateway.send("HEAD", "/cluster/export", "").statusCode()).isEqualTo(405);
        assertThat(gateway.send("PUT", "/cluster/export", "").statusCode()).isEqualTo(405);
        assertThat(gateway.get("/cluster/import").statusCode()).isEqualTo(405);
        assertThat(gateway.send("POST", "/cluster/import?existing=no", "").statusCode()).isEqualTo(400);
    }
}

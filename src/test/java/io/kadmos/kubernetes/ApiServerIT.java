package io.kadmos.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.kadmos.http.TestAuthority;
import io.kadmos.http.TestAuthority.Signed;

final class ApiServerIT {

    private static final Pod POD = new Pod("kadmos", 3);
    private static final Duration BOUND = ApiServer.TIMEOUT.multipliedBy(ApiServer.ATTEMPTS).plusSeconds(5);

    @TempDir
    private static Path certificates;
    private static TestAuthority authority;
    private static Signed certificate;

    @TempDir
    private Path directory;
    private ApiServerDouble server;

    @BeforeAll
    static void sign() throws Exception {
        authority = TestAuthority.create(certificates);
        certificate = authority.sign("server");
    }

    @BeforeEach
    void start() throws Exception {
        server = ApiServerDouble.start(directory, authority, certificate);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksForItsOwnStatefulSetAndNothingElse() {
        server.replicas(3);
        assertThat(fate()).isEqualTo(new Fate.Gone("the StatefulSet wants the ordinals 0 to 2"));
        assertThat(server.requests())
                .containsExactly("GET /apis/apps/v1/namespaces/stores/statefulsets/kadmos Bearer first-token");
        server.replicas(4);
        assertThat(fate()).isEqualTo(new Fate.Kept("the StatefulSet wants the ordinals 0 to 3"));
    }

    @Test
    void showsTheTokenThatIsInForceNow() throws Exception {
        server.replicas(3);
        fate();
        Files.writeString(server.account().resolve("token"), "second-token");
        fate();
        assertThat(server.requests()).last().asString().endsWith("Bearer second-token");
    }

    @Test
    void keepsWhatTheDeletedSetLeaves() {
        server.answer(404, "{\"kind\": \"Status\", \"code\": 404}");
        assertThat(fate()).isInstanceOf(Fate.Kept.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"401 | {} | needs the verb get", "403 | {} | needs the verb get",
            "500 | {} | answers 500", "200 | {} | not understood: not a StatefulSet",
            "200 | <html> | not understood: not JSON", "302 | {} | answers 302"})
    void doesNotKnowWhatIsNotSaid(int status, String body, String reason) {
        server.answer(status, body);
        assertThat(fate()).isInstanceOf(Fate.Unknown.class);
        assertThat(fate().reason()).contains(reason);
    }

    @Test
    void asksOnceMore() {
        server.answer(exchange -> {
            server.replicas(3);
            exchange.close();
        });
        assertThat(fate()).isInstanceOf(Fate.Gone.class);
    }

    @Test
    void doesNotWaitForLong() throws Exception {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        assertUnknownSoon("does not answer");
    }

    @Test
    void doesNotReadWithoutEnd() throws Exception {
        server.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[4 << 20]);
            exchange.close();
        });
        assertUnknownSoon("cannot be asked");
    }

    @Test
    void doesNotKnowWithoutAServer() throws Exception {
        server.close();
        assertUnknownSoon("cannot be asked");
    }

    @Test
    void asksNoServerThatItDoesNotTrust() throws Exception {
        server.replicas(3);
        Files.writeString(server.account().resolve("ca.crt"),
                TestAuthority.create(directory.resolve("others")).pem());
        assertUnknownSoon("cannot be asked");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void doesNotKnowWithoutAServiceAccount() throws Exception {
        Files.delete(server.account().resolve("token"));
        assertUnknownSoon("NoSuchFile");
        Files.writeString(server.account().resolve("token"), "\n");
        assertUnknownSoon("is empty");
        Files.writeString(server.account().resolve("ca.crt"), "nonsense");
        assertUnknownSoon("cannot be asked");
    }

    private void assertUnknownSoon(String reason) {
        long startNanos = System.nanoTime();
        Fate fate = fate();
        assertThat(fate).isInstanceOf(Fate.Unknown.class);
        assertThat(fate.reason()).contains(reason).doesNotContain("first-token");
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(BOUND);
    }

    private Fate fate() {
        return new ApiServer(server.address(), new ServiceAccount(server.account())).fateOf(POD);
    }
}

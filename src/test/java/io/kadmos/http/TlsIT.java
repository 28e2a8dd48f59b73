package io.kadmos.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.kadmos.http.TestAuthority.Signed;

/** HTTPS with the settings that the README shows, its files mounted as Kubernetes mounts a secret. */
final class TlsIT {

    private static final Duration RELOAD = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;
    private static TestAuthority authority;
    private static MountedSecret secret;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        authority = TestAuthority.create(directory.resolve("authority"));
        secret = new MountedSecret(directory.resolve("tls"));
        mount(authority.sign("first"));
        gateway = RunningGateway.start("--server.ssl.bundle=web", "--server.ssl.client-auth=need",
                "--spring.ssl.bundle.pem.web.keystore.certificate=file:" + secret.file("tls.crt"),
                "--spring.ssl.bundle.pem.web.keystore.private-key=file:" + secret.file("tls.key"),
                "--spring.ssl.bundle.pem.web.truststore.certificate=file:" + secret.file("ca.crt"),
                "--spring.ssl.bundle.pem.web.reload-on-update=true",
                "--spring.ssl.bundle.watch.file.quiet-period=1s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void servesWhoShowsACertificateOfTheAuthority() throws Exception {
        HttpResponse<String> answer = get(authority.client(authority.sign("client")));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("/problems/not-found");
    }

    @Test
    void refusesWhoShowsNone() throws Exception {
        SSLContext anonymous = authority.client();
        assertThatThrownBy(() -> get(anonymous)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesACertificateOfAnotherAuthority() throws Exception {
        Signed stranger = TestAuthority.create(directory.resolve("others")).sign("stranger");
        SSLContext context = authority.client(stranger);
        assertThatThrownBy(() -> get(context)).isInstanceOf(IOException.class);
    }

    @Test
    void servesNothingWithoutTls() throws Exception {
        assertThat(gateway.raw("GET /kv/a HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                Duration.ofSeconds(1)))
                .startsWith("HTTP/1.1 400").doesNotContain("problems");
    }

    @Test
    void leavesTheManagementPortToProbes() {
        assertThat(gateway.management("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void showsANewCertificateSoonAfterItWasMounted() throws Exception {
        Signed client = authority.sign("watcher");
        mount(authority.sign("second"));
        long deadline = System.nanoTime() + RELOAD.toNanos();
        while (!serverName(get(authority.client(client))).equals("CN=second")) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private static void mount(Signed server) throws Exception {
        secret.mount(Map.of("tls.crt", server.certificatePem(), "tls.key", server.keyPem(), "ca.crt", authority.pem()));
    }

    private static HttpResponse<String> get(SSLContext context) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            URI uri = URI.create("https://127.0.0.1:" + gateway.port("local.server.port") + "/kv/absent");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private static String serverName(HttpResponse<String> answer) throws Exception {
        var certificate = (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName();
    }
}

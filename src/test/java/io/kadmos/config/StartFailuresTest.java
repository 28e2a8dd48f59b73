package io.kadmos.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.Configuration;

import io.kadmos.dht.storage.StorageException;

/** Reads the settings as in production, from application.yml and arguments, and starts nothing else. */
@Isolated("it turns off the log")
final class StartFailuresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "kadmos.peer.port=0              | kadmos.peer.port=0 is not valid: allowed is 1 to 65535",
            "kadmos.peer.port=abc            | kadmos.peer.port=abc is not valid: allowed is a value of type int",
            "kadmos.peer.seeds=alice         | kadmos.peer.seeds=alice is not valid: allowed is host:port",
            "kadmos.peer.max-datagram-bytes=9| kadmos.peer.max-datagram-bytes=9 is not valid: allowed is 576 to 65507",
            "kadmos.node.name=a b            | kadmos.node.name=a b is not valid: allowed is 1 to 253 letters",
            "kadmos.cluster.name=            | kadmos.cluster.name= is not valid",
            "kadmos.replication.factor=16    | kadmos.replication.factor=16 is not valid: allowed is 1 to 15",
            "kadmos.kademlia.alpha=21        | kadmos.kademlia.alpha=21 is not valid: allowed is 1 to 20",
            "kadmos.storage.engine=tape      | kadmos.storage.engine=tape is not valid: allowed is rocksdb or memory",
            "kadmos.storage.high-watermark=2 | kadmos.storage.high-watermark=2 is not valid: allowed is 0% to 100%",
            "kadmos.limits.max-value-bytes=2MB | kadmos.limits.max-value-bytes=2097152 is not valid: allowed is 1 to",
            "kadmos.limits.max-key-bytes=513 | kadmos.limits.max-key-bytes=513 is not valid: allowed is 1 to 512",
            "kadmos.http.request-deadline=1m1s | kadmos.http.request-deadline=1m1s is not valid",
            "kadmos.http.request-deadline=61s | kadmos.http.request-deadline=61000ms is not valid: allowed is 100ms to",
            "kadmos.http.max-in-flight=0     | kadmos.http.max-in-flight=0 is not valid: allowed is 1 to 100000",
            "kadmos.http.rate-limit=0        | kadmos.http.rate-limit=0 is not valid: allowed is off, or 1 to 999999",
            "kadmos.http.rate-limit=10/s     | kadmos.http.rate-limit=10/s is not valid: allowed is off, or 1 to",
            "kadmos.http.rate-limit=         | kadmos.http.rate-limit= is not valid: allowed is off, or 1 to 999999",
            "kadmos.http.auth.mode=basic     | kadmos.http.auth.mode=basic is not valid: allowed is none or token",
            "kadmos.http.auth.mode=token     | kadmos.http.auth.tokens-file is missing",
            "kadmos.http.auth.tokens-file=f  | kadmos.http.auth.tokens-file=f is not valid: allowed is none, unless",
            "kadmos.tracing.endpoint=here    | kadmos.tracing.endpoint=here is not valid: allowed is a URL like http://",
            "kadmos.tracing.endpoint=http://c:4318 | kadmos.tracing.endpoint=http://c:4318 is not valid: allowed is a",
            "kadmos.tracing.endpoint=ftp://c/v1 | kadmos.tracing.endpoint=ftp://c/v1 is not valid: allowed is a URL",
            "kadmos.tracing.sample=1.5       | kadmos.tracing.sample=1.5 is not valid: allowed is 0 to 1",
            "kadmos.tracing.sample=NaN       | kadmos.tracing.sample=NaN is not valid: allowed is 0 to 1",
            "kadmos.tracing.sample=ten       | kadmos.tracing.sample=ten is not valid: allowed is a value of type",
            "kadmos.kubernetes.drain-timeout=0s | kadmos.kubernetes.drain-timeout=0ms is not valid: allowed is 1000ms",
            "kadmos.kubernetes.api-server=x  | kadmos.kubernetes.api-server=x is not valid: allowed is an address that",
            "kadmos.nodes.name=a             | kadmos.nodes.name is not a setting of Kadmos",
            "kadmos.peer.seeds=alice:7400    | kadmos.cluster.secret is missing"})
    void namesKeyValueAndWhatIsAllowed(String argument, String line) {
        assertThat(lineFor(argument)).startsWith(line).doesNotContain("\n");
    }

    @Test
    void takesOneSourceOfKeys() {
        assertThat(line(Objects.requireNonNull(catchThrowable(() -> start("kadmos.cluster.keyring-dir=/keys",
                "kadmos.cluster.secret=0123456789abcdef")))))
                .startsWith("kadmos.cluster.keyring-dir=/keys is not valid").doesNotContain("0123456789abcdef");
    }

    @Test
    void neverTellsASecret() {
        assertThat(lineFor("kadmos.cluster.secret=hush")).contains("kadmos.cluster.secret is too short")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kadmos.node.name=", "kadmos.cluster.initial-members=alice",
            "kadmos.storage.high-watermark=99.5 %", "kadmos.http.rate-limit=off",
            "kadmos.http.rate-limit=false", "kadmos.http.rate-limit=999999",
            "kadmos.tracing.endpoint=https://collector/v1/traces", "kadmos.limits.max-value-bytes=100"})
    void takesWhatIsAllowed(String argument) {
        assertThat(catchThrowable(() -> start(argument))).isNull();
    }

    @Test
    void takesSeedsWithASecretOrTheWordThatNoneIsWanted() {
        start("kadmos.peer.seeds=alice:7400,bob:7400", "kadmos.cluster.secret=0123456789abcdef");
        start("kadmos.peer.seeds=alice:7400", "kadmos.cluster.keyring-dir=/keys");
        start("kadmos.peer.seeds=alice:7400", "kadmos.peer.insecure=true");
    }

    @Test
    void describesWhatTheMachineRefuses() {
        assertThat(line(new PortInUseException(8080))).contains("TCP port 8080");
        assertThat(line(new IllegalStateException(new StorageException("in use")))).isEqualTo("in use");
        assertThat(new StartFailures().analyze(new IllegalStateException("a bug"))).isNull();
    }

    private static String lineFor(String argument) {
        return line(Objects.requireNonNull(catchThrowable(() -> start(argument)), "it starts"));
    }

    private static String line(Throwable failure) {
        return Objects.requireNonNull(new StartFailures().analyze(failure), failure.toString()).getDescription();
    }

    private static void start(String... arguments) {
        Stream<String> quiet = Stream.of("logging.level.root=off", "logging.level.io.kadmos=off");
        new SpringApplicationBuilder(SettingsOnly.class).web(WebApplicationType.NONE)
                .run(Stream.concat(quiet, Stream.of(arguments)).map(each -> "--" + each).toArray(String[]::new))
                .close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(KadmosSettings.class)
    static class SettingsOnly {}
}

package io.kadmos.http.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Read.Value;
import io.kadmos.http.GatewaySettings;
import io.kadmos.http.backup.BackupLine.Broken;
import io.kadmos.http.backup.BackupLine.End;
import io.kadmos.http.backup.BackupLine.Entry;
import io.kadmos.http.backup.BackupLine.Header;
import io.kadmos.http.problem.Problem;

final class BackupFormatTest {

    private static final int MAX_VALUE_BYTES = 1000;
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.5Z");

    private final BackupFormat format = new BackupFormat(JsonMapper.builder().build(),
            new GatewaySettings(Duration.ofSeconds(1), 1, 0, MAX_VALUE_BYTES, Key.MAX_BYTES));

    @Test
    void linesReadAsTheyWereWritten() {
        Header header = new Header("c", "0123", TIME);
        assertThat(format.parse(format.header(header))).isEqualTo(header);
        assertThat(format.parse(format.end(new End(7)))).isEqualTo(new End(7));
        assertThat(format.parse(format.broken(new Broken("why")))).isEqualTo(new Broken("why"));
    }

    @Test
    void keepsEveryByteOfKeyAndValueAndTheExpiry() {
        Key key = Key.of("ü/\"\\ 😀");
        byte[] bytes = new byte[MAX_VALUE_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Body body = new Body("text/plain; a=\"b\"", Bytes.wrap(bytes));
        assertThat(format.parse(format.entry(key, new Value(new Version(1, 2), body, TIME))))
                .isEqualTo(new Entry(key, body, TIME));
        assertThat(format.parse(format.entry(key, new Value(new Version(1, 2), body, null))))
                .isEqualTo(new Entry(key, body, null));
    }

    @Test
    void writesWhatTheDocumentationShows() {
        Body body = new Body("text/plain", Bytes.wrap("hello".getBytes(UTF_8)));
        assertThat(new String(format.header(new Header("c", "0123", TIME)), UTF_8)).isEqualTo(
                "{\"kadmos\":1,\"cluster\":\"c\",\"clusterId\":\"0123\",\"startedAt\":\"2026-01-01T00:00:00.500Z\"}\n");
        assertThat(new String(format.entry(Key.of("k"), new Value(new Version(1, 2), body, TIME)), UTF_8)).isEqualTo(
                "{\"key\":\"k\",\"contentType\":\"text/plain\",\"etag\":\"00000000000000010000000000000002\","
                        + "\"expiresAt\":\"2026-01-01T00:00:00.500Z\",\"value\":\"aGVsbG8=\"}\n");
        assertThat(new String(format.end(new End(3)), UTF_8)).isEqualTo("{\"keys\":3}\n");
    }

    @Test
    void theLongestLineIsShortEnough() {
        Key key = Key.of("\"".repeat(Key.MAX_BYTES));
        Body body = new Body("a/" + "b".repeat(Body.MAX_CONTENT_TYPE - 2), Bytes.wrap(new byte[MAX_VALUE_BYTES]));
        assertThat(format.entry(key, new Value(new Version(1, 2), body, TIME)).length)
                .isLessThan(format.maxLineBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "[]", "{}", "null", "{\"kadmos\":2,\"cluster\":\"c\",\"clusterId\":\"\"}",
            "{\"kadmos\":1,\"cluster\":\"c\",\"clusterId\":\"\",\"startedAt\":\"now\"}", "{\"keys\":\"3\"}",
            "{\"key\":\"\",\"contentType\":\"a/b\",\"value\":\"\"}",
            "{\"key\":\"..\",\"contentType\":\"a/b\",\"value\":\"\"}",
            "{\"key\":\"\\ud800\",\"contentType\":\"a/b\",\"value\":\"\"}",
            "{\"key\":\"k\",\"contentType\":\"ab\",\"value\":\"\"}",
            "{\"key\":\"k\",\"contentType\":\"a/b\",\"value\":\"?\"}", "{\"key\":\"k\",\"contentType\":\"a/b\"}",
            "{\"key\":\"k\",\"contentType\":\"a/b\",\"value\":7}",
            "{\"key\":\"k\",\"contentType\":\"a/b\",\"value\":\"\",\"expiresAt\":5}"})
    void refusesEverythingElse(String line) {
        assertThatThrownBy(() -> format.parse(line.getBytes(UTF_8))).isInstanceOf(Problem.class);
    }

    @Test
    void refusesAValueThatIsTooLarge() {
        Body body = new Body("a/b", Bytes.wrap(new byte[MAX_VALUE_BYTES + 1]));
        byte[] line = format.entry(Key.of("k"), new Value(new Version(1, 2), body, null));
        assertThatThrownBy(() -> format.parse(line)).hasMessage("a value has at most 1000 bytes");
    }

    @Test
    void aReaderTellsWhichLineIsWrongAndDoesNotReadItToItsEndIfItIsTooLong() {
        BackupReader reader = reader("{\"keys\":1}\r\n\n  \n{\"keys\":2}\n{");
        assertThat(reader.next()).isEqualTo(new End(1));
        assertThat(reader.next()).isEqualTo(new End(2));
        assertThatThrownBy(reader::next).hasMessage("line 5: not JSON");
        assertThat(reader.next()).isNull();
        assertThatThrownBy(reader("\n" + "x".repeat(format.maxLineBytes() + 1))::next)
                .hasMessage("line 2: longer than " + format.maxLineBytes() + " bytes");
    }

    private BackupReader reader(String text) {
        return new BackupReader(new ByteArrayInputStream(text.getBytes(UTF_8)), format);
    }
}

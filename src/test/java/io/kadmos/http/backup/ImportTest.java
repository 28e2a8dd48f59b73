package io.kadmos.http.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.Conditions;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.Mutation.Effect;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.OutcomeUnknown;
import io.kadmos.dht.register.PreconditionFailed;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.Written;
import io.kadmos.http.GatewaySettings;
import io.kadmos.http.kv.OperationIds;
import io.kadmos.http.problem.Problem;

final class ImportTest {

    private static final String HEADER = "{\"kadmos\":1,\"cluster\":\"c\",\"clusterId\":\"1\","
            + "\"startedAt\":\"2026-01-01T00:00:00Z\"}\n";
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    private final Map<String, Mutation> written = new ConcurrentHashMap<>();

    @Test
    void writesWhatStandsThereAndKeepsWhenItEnds() throws IOException {
        Import running = running(this::write, Duration.ZERO);
        running.read(lines(HEADER + entry("a", "") + entry("b", ",\"expiresAt\":\"2026-01-02T00:00:01.5Z\"")
                + entry("over", ",\"expiresAt\":\"2026-01-02T00:00:00Z\"") + "{\"keys\":3}\n"));
        assertTally(running, 2, 1, 0);
        assertThat(written).containsOnlyKeys("a", "b");
        assertThat(timeToLive("a")).isEmpty();
        assertThat(timeToLive("b")).contains(Duration.ofMillis(1500));
        assertThat(mutation("a").conditions()).isEqualTo(Conditions.NONE);
    }

    @Test
    void theNameOfAWriteIsMadeOfTheNameOfTheImportAndTheKey() throws IOException {
        running(this::write, Duration.ZERO).read(lines(HEADER + entry("a", "") + entry("b", "") + "{\"keys\":2}"));
        assertThat(mutation("a").op()).isEqualTo(OperationIds.hash("name", "IMPORT", Key.of("a")));
        assertThat(mutation("b").op()).isEqualTo(OperationIds.hash("name", "IMPORT", Key.of("b")));
    }

    @Test
    void triesAgainUnderTheSameNameWhatMayWorkLater() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        Import running = running((key, mutation) -> switch (tries.incrementAndGet()) {
            case 1 -> new NotApplied(NotApplied.Reason.NO_QUORUM);
            case 2 -> {
                write(key, mutation);
                yield new OutcomeUnknown(new Version(1, 2), mutation.op());
            }
            default -> {
                assertThat(mutation.op()).isEqualTo(mutation("a").op());
                yield write(key, mutation);
            }
        }, Duration.ofMinutes(1));
        running.read(lines(HEADER + entry("a", "") + "{\"keys\":1}"));
        assertTally(running, 1, 0, 0);
        assertThat(tries).hasValue(3);
    }

    @Test
    void countsWhatExistsAsSkippedAndWhatFailsAsFailed() throws IOException {
        Import running = running((key, mutation) -> switch (key.text()) {
            case "exists" -> new PreconditionFailed(Optional.empty());
            case "full" -> new NotApplied(NotApplied.Reason.STORAGE_FULL);
            default -> write(key, mutation);
        }, Duration.ofMinutes(1));
        running.read(lines(HEADER + entry("exists", "") + entry("full", "") + entry("a", "") + "{\"keys\":3}"));
        assertTally(running, 1, 1, 1);
        assertThat(running.tally().firstFailure())
                .hasValueSatisfying(why -> assertThat(why).contains("high-water mark"));
    }

    @Test
    void givesUpWhenTooMuchFails() throws IOException {
        String entries = IntStream.range(0, 1000).mapToObj(i -> entry("k" + i, "")).collect(Collectors.joining());
        Import running = running((key, mutation) -> new NotApplied(NotApplied.Reason.STORAGE_FULL), Duration.ZERO);
        running.read(lines(HEADER + entries));
        assertThat(running.tally().failed()).isBetween((long) Import.MAX_FAILURES,
                (long) Import.MAX_FAILURES + Pipeline.MAX_IN_FLIGHT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | line 1: a backup must begin with its header",
            "k | line 1: a backup must begin with its header", "h | line 2: the backup is cut off behind 0 keys",
            "hk | line 3: the backup is cut off behind 1 keys", "hkx | line 3: not JSON",
            "hkh | line 3: a second header", "hk2 | line 3: the end of a backup of 2 keys, behind 1",
            "hk1k | line 4: something behind the end of the backup",
            "hkb | line 3: the export failed here: no majority"})
    void tellsWhichLineIsWrong(String shape, String problem) {
        String text = shape.chars().mapToObj(c -> switch (c) {
            case 'h' -> HEADER;
            case 'k' -> entry("a", "");
            case 'b' -> "{\"error\":\"no majority\"}\n";
            case 'x' -> "x\n";
            default -> "{\"keys\":" + (char) c + "}\n";
        }).collect(Collectors.joining());
        Import running = running(this::write, Duration.ZERO);
        assertThatThrownBy(() -> running.read(lines(text))).isInstanceOf(Problem.class).hasMessage(problem);
        assertTally(running, shape.startsWith("hk") ? 1 : 0, 0, 0);
    }

    private static void assertTally(Import running, long imported, long skipped, long failed) {
        assertThat(running.tally()).extracting(Import.Tally::imported, Import.Tally::skipped, Import.Tally::failed)
                .containsExactly(imported, skipped, failed);
    }

    private Optional<Duration> timeToLive(String key) {
        return mutation(key).effect() instanceof Effect.Put(_, var timeToLive)
                ? Optional.ofNullable(timeToLive)
                : Optional.empty();
    }

    private Mutation mutation(String key) {
        return Objects.requireNonNull(written.get(key));
    }

    private WriteOutcome write(Key key, Mutation mutation) {
        written.put(key.text(), mutation);
        return new Written(new Version(1, 2), true, 3, 3, null);
    }

    private static Import running(Import.Target target, Duration patience) {
        return new Import(new Import.Rules("name", Conditions.NONE), target, new Insistence(patience),
                InstantSource.fixed(NOW));
    }

    private static String entry(String key, String more) {
        return "{\"key\":\"" + key + "\",\"contentType\":\"a/b\",\"value\":\"aGVsbG8=\"" + more + "}\n";
    }

    private static BackupReader lines(String text) {
        BackupFormat format = new BackupFormat(JsonMapper.builder().build(),
                new GatewaySettings(Duration.ofSeconds(1), 1, 0, 100, 100));
        return new BackupReader(new ByteArrayInputStream(text.getBytes(UTF_8)), format);
    }
}

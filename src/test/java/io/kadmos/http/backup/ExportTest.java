package io.kadmos.http.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.register.KeyPage;
import io.kadmos.dht.register.Read.Value;
import io.kadmos.http.GatewaySettings;
import io.kadmos.http.backup.BackupLine.End;
import io.kadmos.http.backup.BackupLine.Header;
import io.kadmos.http.problem.Problem;
import io.kadmos.http.problem.Problem.Kind;

final class ExportTest {

    private static final Header HEADER = new Header("c", "0123", Instant.EPOCH);
    private static final int PAGE = 3;
    private static final int KEYS_OF_A_SLOT = 8;
    private static final int SLOTS = 40;

    private final BackupFormat format = new BackupFormat(JsonMapper.builder().build(),
            new GatewaySettings(Duration.ofSeconds(1), 1, 0, 100, 100));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void writesEveryValueOfEveryPageOfEverySlotAndTheirNumber() throws IOException {
        assertThat(new Export(new Shelf(), format, out).write(HEADER, SLOTS)).isEqualTo(SLOTS * KEYS_OF_A_SLOT);
        List<String> lines = lines();
        assertThat(lines.getFirst() + "\n").isEqualTo(new String(format.header(HEADER), UTF_8));
        assertThat(lines.subList(1, lines.size() - 1)).isEqualTo(IntStream.range(0, SLOTS).boxed()
                .flatMap(slot -> keysOf(new Slot(slot)))
                .map(key -> new String(format.entry(key, value(key)), UTF_8).strip()).toList());
        assertThat(format.parse(lines.getLast().getBytes(UTF_8))).isEqualTo(new End(SLOTS * KEYS_OF_A_SLOT));
    }

    @Test
    void leavesOutKeysThatHoldNothing() throws IOException {
        Shelf shelf = new Shelf() {
            @Override
            public Optional<Value> get(Key key) {
                return key.text().endsWith("-0") ? Optional.of(value(key)) : Optional.empty();
            }
        };
        assertThat(new Export(shelf, format, out).write(HEADER, SLOTS)).isEqualTo(SLOTS);
    }

    @Test
    void endsWithAnErrorIfSomethingCannotBeRead() {
        Shelf shelf = new Shelf() {
            @Override
            public KeyPage list(Slot slot, @Nullable Key after) {
                if (slot.index() == 5 && after != null) {
                    throw new Problem(Kind.NOT_APPLIED, "no majority");
                }
                return super.list(slot, after);
            }
        };
        assertThatThrownBy(() -> new Export(shelf, format, out).write(HEADER, SLOTS)).hasMessage("no majority");
        assertThat(lines().getLast()).isEqualTo("{\"error\":\"no majority\"}");
    }

    @Test
    void readsNotFarAheadOfASlowReader() {
        Shelf shelf = new Shelf();
        OutputStream stuck = new OutputStream() {
            private int lines;

            @Override
            public void write(int one) {
                throw new AssertionError("lines are written as a whole");
            }

            @Override
            public void write(byte[] line) throws IOException {
                if (++lines == 2) {
                    throw new IOException("full");
                }
            }
        };
        assertThatThrownBy(() -> new Export(shelf, format, stuck).write(HEADER, SLOTS)).hasMessage("full");
        assertThat(shelf.gets.get()).isLessThanOrEqualTo(Pipeline.MAX_IN_FLIGHT);
    }

    private List<String> lines() {
        return out.toString(UTF_8).lines().toList();
    }

    private static Stream<Key> keysOf(Slot slot) {
        return IntStream.range(0, KEYS_OF_A_SLOT).mapToObj(i -> Key.of(slot.index() + "-" + i));
    }

    private static Value value(Key key) {
        return new Value(new Version(1, 2), new Body("a/b", Bytes.wrap(key.text().getBytes(UTF_8))), null);
    }

    /** Some keys in each slot, listed a few at a time. */
    private static class Shelf implements Export.Source {

        private final AtomicInteger gets = new AtomicInteger();

        @Override
        public KeyPage list(Slot slot, @Nullable Key after) {
            List<Key> rest = keysOf(slot).filter(key -> after == null || key.compareTo(after) > 0).toList();
            return new KeyPage(rest.subList(0, Math.min(PAGE, rest.size())), rest.size() > PAGE);
        }

        @Override
        public Optional<Value> get(Key key) {
            gets.incrementAndGet();
            return Optional.of(value(key));
        }
    }
}

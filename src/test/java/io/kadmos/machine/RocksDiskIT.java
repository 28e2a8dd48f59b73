package io.kadmos.machine;

import static io.kadmos.machine.DiskProbe.bytes;
import static io.kadmos.machine.DiskProbe.delete;
import static io.kadmos.machine.DiskProbe.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.kadmos.dht.runtime.Disk.Edit;
import io.kadmos.dht.runtime.Disk.Reading;
import io.kadmos.dht.storage.StorageException;

/** A real RocksDB in a real directory, opened, closed and damaged. */
final class RocksDiskIT {

    private static final RocksDisk.Settings SETTINGS = new RocksDisk.Settings(true, 1);

    @TempDir
    private Path directory;
    private VertxEventLoop loop;

    @BeforeEach
    void startLoop() {
        loop = VertxEventLoop.start(bug -> {});
    }

    @AfterEach
    void stopLoop() {
        loop.close();
    }

    @Test
    void findsEverythingAgainAfterReopening() {
        opened(disk -> {
            disk.write(put("a", "1"), put("b", "2"));
            disk.write(delete("a"), put("c", ""));
            return "";
        });
        assertThat(opened(disk -> disk.get("a") + "," + disk.get("b") + "," + disk.get("c"))).isEqualTo("absent,2,");
    }

    @Test
    void countsEveryChangeAlsoAfterReopening() {
        assertThat(opened(disk -> String.valueOf(disk.disk().durableEdits()))).isEqualTo("0");
        String written = opened(disk -> {
            disk.write(put("a", "1"), put("b", "2"));
            disk.write(put("a", "1"), delete("b"), delete("none"));
            return String.valueOf(disk.disk().durableEdits());
        });
        assertThat(written).isEqualTo("5");
        assertThat(opened(disk -> String.valueOf(disk.disk().durableEdits()))).isEqualTo("5");
    }

    @Test
    void scansInUnsignedOrderUpToTheLimit() {
        assertThat(opened(disk -> {
            disk.write(put("ÿ", "4"), put("b", "2"), put("a", "1"), put("c", "3"));
            return disk.scan("a", "c", 10) + "; " + disk.scan("a", "\uffff", 3) + "; " + disk.scan("d", "\uffff", 9);
        })).isEqualTo("a=1 b=2; a=1 b=2 c=3; ÿ=4");
    }

    @Test
    void seesABatchBeforeItIsDurable() {
        String seen = opened(disk -> disk.ask(answer -> {
            disk.disk().write(List.of(put("a", "1"), put("b", "2")), () -> {});
            disk.disk().write(List.of(delete("b")), () -> {});
            disk.disk().get(bytes("a"), a -> disk.disk().get(bytes("b"),
                    b -> answer.accept(DiskProbe.text(a) + "," + DiskProbe.text(b))));
        }));
        assertThat(seen).isEqualTo("1,absent");
    }

    @Test
    void scansWhatWasHandedOverBefore() {
        assertThat(opened(disk -> disk.ask(answer -> {
            disk.disk().write(List.of(put("a", "1"), put("b", "2")), () -> {});
            disk.disk().scan(bytes("a"), bytes("z"), 10, scanned -> answer.accept(DiskProbe.text(scanned)));
        }))).isEqualTo("a=1 b=2");
    }

    @Test
    void tellsBatchesDurableInTheirOrder() {
        List<Integer> told = new ArrayList<>();
        opened(disk -> disk.ask(answer -> {
            for (int i = 0; i < 2000; i++) {
                int number = i;
                disk.disk().write(List.of(put("k" + i % 10, "" + i)), () -> {
                    told.add(number);
                    if (number == 1999) {
                        answer.accept("");
                    }
                });
            }
        }));
        assertThat(told).hasSize(2000).isSorted();
        assertThat(opened(disk -> disk.get("k9"))).isEqualTo("1999");
    }

    @Test
    void tellsTheOthersWhenOneListenerThrows() {
        assertThat(opened(disk -> disk.ask(answer -> {
            disk.disk().write(List.of(put("a", "1")), () -> {
                throw new IllegalStateException("a bug, on purpose");
            });
            disk.disk().write(List.of(put("a", "2")), () -> answer.accept("told"));
        }))).isEqualTo("told");
    }

    @Test
    void reportsAFlippedBitOfAValueAsUnreadable() throws IOException {
        Path table = tableOf("a", "1");
        flipBit(table, 10);
        assertThat(opened(disk -> disk.get("a") + ", " + disk.scan("a", "b", 5))).isEqualTo("unreadable, unreadable");
    }

    @Test
    void neverTakesAFlippedBitForAbsence() throws IOException {
        Path table = tableOf("a", "1");
        byte[] intact = Files.readAllBytes(table);
        for (int offset = 0; offset < intact.length; offset += 23) {
            flipBit(table, offset);
            try {
                assertThat(opened(disk -> disk.get("a"))).as("bit flipped at " + offset).isIn("1", "unreadable");
            } catch (StorageException e) {
                assertThat(e).hasMessageContaining("cannot be opened");
            }
            Files.write(table, intact);
        }
    }

    @Test
    void dropsTheTornTailOfTheLogAndNothingElse() throws IOException {
        crashed(List.of(List.of(put("a", "1")), List.of(put("b", "2"))));
        Path log = onlyFile(".log");
        byte[] whole = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(whole, whole.length - 3), StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(opened(disk -> disk.get("a") + "," + disk.get("b") + "," + disk.disk().durableEdits()))
                .isEqualTo("1,absent,1");
    }

    @Test
    void refusesALogThatIsDamagedInTheMiddle() throws IOException {
        crashed(List.of(List.of(put("a", "x".repeat(500))), List.of(put("b", "2")), List.of(put("c", "3"))));
        flipBit(onlyFile(".log"), 100);
        assertThatThrownBy(() -> opened(disk -> disk.get("b"))).isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot be opened").hasMessageNotContaining("\n");
    }

    @Test
    void refusesASecondOpener() {
        opened(_ -> {
            assertThatThrownBy(() -> RocksStore.open(directory, true)).isInstanceOf(StorageException.class);
            return "";
        });
    }

    @Test
    void isFullAboveTheMarkOnly() {
        RocksDisk disk = RocksDisk.open(directory, new RocksDisk.Settings(true, 0), loop, reason -> {});
        DiskProbe probe = new DiskProbe(disk, loop);
        probe.<Boolean>ask(answer -> {
            disk.isFull();
            answer.accept(true);
        });
        disk.close();
        assertThat(probe.<Boolean>ask(answer -> answer.accept(disk.isFull()))).isTrue();
        assertThat(opened(below -> "full: " + below.disk().isFull())).isEqualTo("full: false");
    }

    @Test
    void readsFromTheDiskWhatIsNotInMemory() {
        opened(disk -> {
            disk.write(put("a", "1"));
            return "";
        });
        RocksStore.open(directory, true).close();
        RocksStore store = RocksStore.open(directory, true);
        assertThat(store.readFromMemory(bytes("a"))).isEmpty();
        assertThat(store.read(bytes("a"))).isInstanceOf(Reading.Found.class);
        assertThat(store.readFromMemory(bytes("a"))).isPresent();
        store.close();
    }

    private String opened(Function<DiskProbe, String> use) {
        RocksDisk disk = RocksDisk.open(directory, SETTINGS, loop, reason -> {});
        try {
            return use.apply(new DiskProbe(disk, loop));
        } finally {
            disk.close();
        }
    }

    /** Leaves behind a table with one entry. */
    private Path tableOf(String key, String value) throws IOException {
        opened(disk -> {
            disk.write(put(key, value));
            return "";
        });
        opened(disk -> disk.get(key));
        return onlyFile(".sst");
    }

    /** Leaves behind what a process that was killed leaves: a log, and no tables. */
    private void crashed(List<List<Edit>> batches) throws IOException {
        Path running = directory.resolveSibling(directory.getFileName() + "-running");
        RocksStore store = RocksStore.open(running, true);
        for (List<Edit> batch : batches) {
            try {
                store.commit(List.of(batch));
            } catch (org.rocksdb.RocksDBException e) {
                throw new AssertionError(e);
            }
        }
        try (var files = Files.list(running)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        store.close();
    }

    private Path onlyFile(String suffix) throws IOException {
        try (var files = Files.list(directory)) {
            List<Path> found = files.filter(each -> each.toString().endsWith(suffix) && each.toFile().length() > 0)
                    .toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }

    private static void flipBit(Path file, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 1;
        Files.write(file, bytes);
    }
}

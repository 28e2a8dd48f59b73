package io.kadmos.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.Disk.Edit;
import io.kadmos.dht.runtime.Disk.Reading;

class SimulatedDiskTest {

    private static final long SECOND = 1_000_000_000L;

    private final Scheduler scheduler = new Scheduler(new SplittableRandom(1));
    private final List<RowWrite> observed = new ArrayList<>();
    private final DamageLedger ledger = new DamageLedger(() -> true);

    @Test
    void aReadSeesWhatWasHandedOverBefore() {
        Disk disk = open(disk(1));
        disk.write(batch("a", "1"), () -> {});
        assertThat(read(disk, "a")).isEqualTo("1");
    }

    @Test
    void batchesBecomeDurableInOrder() {
        Disk disk = open(disk(1));
        List<Integer> durable = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            disk.write(batch("key " + i, "value"), () -> durable.add(number));
        }
        scheduler.runUntil(10 * SECOND);
        assertThat(durable).hasSize(20).isSorted();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aCrashLeavesABeginningOfWhatWasNotSynced(long seed) {
        SimulatedDisk disk = disk(seed);
        Disk session = open(disk);
        for (int i = 0; i < 6; i++) {
            session.write(batch("key " + i, "value"), () -> {});
        }
        disk.crash();
        int survivors = disk.durable().size();
        for (int i = 0; i < survivors; i++) {
            assertThat(disk.durable()).containsKey(new RowName(bytes("key " + i)));
        }
    }

    @Test
    void aCrashForgetsNothingThatIsDurable() {
        SimulatedDisk disk = disk(1);
        open(disk).write(batch("a", "1"), () -> {});
        scheduler.runUntil(SECOND);
        disk.crash();
        assertThat(read(open(disk), "a")).isEqualTo("1");
    }

    @Test
    void anOrderlyEndForgetsNothingAtAll() {
        SimulatedDisk disk = disk(1);
        open(disk).write(batch("a", "1"), () -> {});
        disk.closed();
        assertThat(read(open(disk), "a")).isEqualTo("1");
    }

    @Test
    void aRollbackBringsBackWhatASnapshotKeptAndItsNumberOfChanges() {
        SimulatedDisk disk = disk(1);
        open(disk).write(batch("a", "1"), () -> {});
        disk.closed();
        disk.takeSnapshot();
        open(disk).write(List.of(change("a", "2"), change("b", "2")), () -> {});
        disk.closed();
        assertThat(open(disk).durableEdits()).isEqualTo(3);
        disk.crash();
        disk.rollBack();
        Disk again = open(disk);
        assertThat(again.durableEdits()).isEqualTo(1);
        assertThat(read(again, "a") + read(again, "b")).isEqualTo("1absent");
    }

    @Test
    void onlyRecordsRotAndOnlyOneCopyOfThree() {
        SimulatedDisk first = disk(1);
        open(first).write(List.of(change("n-fact", "kept"), change("r-record", "rots")), () -> {});
        first.closed();
        first.rot();
        assertThat(read(open(first), "n-fact")).isEqualTo("kept");
        assertThat(read(open(first), "r-record")).isNotEqualTo("rots");
        assertThat(ledger.mayDamage(new RowName(bytes("r-record")), 2)).isFalse();
        assertThat(observed).hasSize(1);
    }

    private SimulatedDisk disk(long seed) {
        return new SimulatedDisk(0, scheduler, new SplittableRandom(seed), ledger, observed::add);
    }

    private Disk open(SimulatedDisk disk) {
        SimulatedClock clock = new SimulatedClock(scheduler, 1, Duration.ZERO);
        return disk.open(new SimulatedLoop(scheduler, clock, thrown -> {
            throw new AssertionError(thrown);
        }));
    }

    private String read(Disk disk, String key) {
        List<String> found = new ArrayList<>();
        disk.get(bytes(key), reading -> found.add(switch (reading) {
            case Reading.Found(var value) -> new String(value, StandardCharsets.UTF_8);
            case Reading.Absent() -> "absent";
            case Reading.Unreadable(var reason) -> reason;
        }));
        scheduler.runUntil(scheduler.nowNanos() + SECOND);
        return found.getFirst();
    }

    private static List<Edit> batch(String key, String value) {
        return List.of(change(key, value));
    }

    private static Edit change(String key, String value) {
        return new Edit(bytes(key), bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

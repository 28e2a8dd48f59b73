package io.kadmos.dht.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Body;
import io.kadmos.dht.record.Bytes;
import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.record.Lineage;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.record.Version;
import io.kadmos.dht.runtime.Disk;

class RowsTest {

    private static final Key KEY = Key.of("a key");
    private static final Slot SLOT = SlotSpace.DEFAULT.slotOf(KEY.id());
    private static final long CLOCK = HybridClock.at(ManualLoop.NOW);

    private final ManualDisk disk = new ManualDisk();
    private final ManualLoop loop = new ManualLoop();
    private final List<NodeEvent> events = new ArrayList<>();
    private Rows rows = restart(1 << 20);

    @Test
    void anAbsentRowHoldsNothingAndPromisesNothing() {
        assertThat(row().record()).isEmpty();
        assertThat(row().promised(1)).isEqualTo(Ballot.absentIn(1));
    }

    @Test
    void aStoredRecordIsReadBackAfterARestart() {
        store(record(1, "value"));
        rows = restart(1 << 20);
        assertThat(row().record()).contains(record(1, "value"));
        assertThat(row().promised(1)).isEqualTo(ballot(1));
    }

    @Test
    void aRecordIsVisibleAtOnceButItsDurabilityIsToldLater() {
        List<String> told = new ArrayList<>();
        rows.store(row(), record(1, "value"), () -> told.add("stored"));
        row().whenDurable(() -> told.add("revealed"));
        assertThat(row().record()).contains(record(1, "value"));
        assertThat(told).isEmpty();
        disk.sync();
        assertThat(told).containsExactly("stored", "revealed");
    }

    @Test
    void aPromiseThatLeftTheMemoryWithItsRowStillHolds() {
        rows = restart(1);
        rows.load(SLOT, KEY, row -> row.promise(ballot(7)));
        assertThat(rows.usedBytes()).isZero();
        assertThat(row().promised(1)).as("and admits the write to which the promise was given").isEqualTo(ballot(7));
    }

    @Test
    void aPromiseOutlivesReadsThatFailForAWhile() {
        store(record(1, "value"));
        PromiseCeiling ceiling = ceiling();
        rows = new Rows(disk, ceiling, 1, events::add);
        ceiling.cover(ballot(7).hlc(), () -> rows.load(SLOT, KEY, row -> row.promise(ballot(7))));
        disk.sync();
        loop.run();
        assertThat(row().promised(1)).isEqualTo(ballot(7));
        disk.unreadable(true);
        rows.load(SLOT, KEY, row -> assertThat(row.isDamaged()).isTrue());
        disk.unreadable(false);
        for (int i = 0; i < 3; i++) {
            assertThat(row().record()).contains(record(1, "value"));
            assertThat(row().promised(1)).isGreaterThanOrEqualTo(ballot(7));
        }
    }

    @Test
    void afterARestartEverythingCountsAsPromisedUpToTheCeilingInEveryEpoch() {
        PromiseCeiling ceiling = ceiling();
        ceiling.cover(CLOCK, () -> {});
        disk.sync();
        rows = restart(1 << 20);
        assertThat(row().promised(1)).isEqualTo(Ballot.ceiling(1, ceiling.durable()));
        assertThat(row().promised(2)).isEqualTo(Ballot.ceiling(2, ceiling.durable()));
    }

    @Test
    void aDamagedRecordIsReportedAndIsNeitherPresentNorAbsent() {
        store(record(1, "value"));
        disk.damage('r');
        rows = restart(1 << 20);
        List<Key> damaged = new ArrayList<>();
        rows.onDamage(damaged::add);
        Row row = row();
        assertThat(row.isDamaged()).isTrue();
        assertThatThrownBy(row::record).isInstanceOf(IllegalStateException.class);
        assertThat(damaged).containsExactly(KEY);
        assertThat(events).contains(new NodeEvent.RecordDamaged(SLOT.index()));
    }

    @Test
    void aDamagedRowIsMendedByTheNextRecordAndItsSlotCountedAfresh() {
        store(record(1, "value"));
        long expected = digestOf(record(2, "mended"));
        disk.damage('r');
        rows = restart(1 << 20);
        row();
        store(record(2, "mended"));
        assertThat(row().isDamaged()).isFalse();
        assertThat(rows.digest(SLOT)).isEqualTo(expected);
    }

    @Test
    void digestsDependOnTheRecordsAndNotOnTheirHistory() {
        store(record(1, "first"));
        store(record(2, "second"));
        assertThat(rows.digest(SLOT)).isEqualTo(digestOf(record(2, "second")));
        rows = restart(1 << 20);
        assertThat(rows.digest(SLOT)).isEqualTo(digestOf(record(2, "second")));
    }

    @Test
    void theTombstonesOfASlotAreCounted() {
        store(record(1, "value"));
        assertThat(rows.tombstones(SLOT)).isZero();
        store(tombstone(2));
        assertThat(rows.tombstones(SLOT)).isEqualTo(1);
        rows = restart(1 << 20);
        assertThat(rows.tombstones(SLOT)).isEqualTo(1);
        rows.erase(row());
        assertThat(rows.tombstones(SLOT)).isZero();
    }

    @Test
    void aTombstoneThatMendsADamagedRowIsCountedOnce() {
        store(tombstone(1));
        disk.damage('r');
        rows = restart(1 << 20);
        row();
        store(tombstone(2));
        assertThat(rows.tombstones(SLOT)).isEqualTo(1);
    }

    @Test
    void digestsOfAnotherFormatAreARefusalToStart() {
        disk.write(List.of(new Disk.Edit(Layout.digest(SLOT), new byte[Long.BYTES])), () -> {});
        disk.sync();
        List<Optional<StorageException>> problems = new ArrayList<>();
        new Rows(disk, ceiling(), 1 << 20, events::add).start(problems::add);
        assertThat(problems).singleElement().satisfies(problem -> assertThat(problem).isPresent());
    }

    @Test
    void anOverwrittenExpiryIsForgotten() {
        store(record(1, "short-lived", 1_000));
        store(record(2, "for ever"));
        List<Rows.Expired> expired = new ArrayList<>();
        rows.expired(2_000, 10, expired::add);
        assertThat(expired).isEmpty();
        assertThat(disk.count('e')).isZero();
    }

    @Test
    void endedValuesAreFoundInTheOrderOfTheirEnds() {
        store(Key.of("late"), record(1, "late", 2_000));
        store(Key.of("early"), record(1, "early", 1_000));
        store(Key.of("future"), record(1, "future", 9_000));
        List<Rows.Expired> expired = new ArrayList<>();
        rows.expired(2_000, 10, expired::add);
        assertThat(expired).extracting(found -> found.key().text()).containsExactly("early", "late");
    }

    @Test
    void recordsOfASlotAreListedInPagesWithoutGaps() {
        store(record(1, "value"));
        AtomicReference<Optional<Listing>> listing = new AtomicReference<>();
        rows.list(SLOT, null, 1, listing::set);
        assertThat(listing.get().orElseThrow().items()).containsExactly(new Listing.Item(KEY, record(1, "value")));
        assertThat(listing.get().orElseThrow().more()).isTrue();
        rows.list(SLOT, KEY, 1, listing::set);
        assertThat(listing.get()).contains(Listing.NOTHING);
    }

    @Test
    void memoryStaysWithinItsBoundOnceEverythingIsDurable() {
        rows = restart(10_000);
        for (int i = 0; i < 100; i++) {
            store(Key.of("key " + i), record(1, "x".repeat(1_000)));
        }
        assertThat(rows.usedBytes()).isLessThanOrEqualTo(10_000);
    }

    private Row row() {
        AtomicReference<Row> loaded = new AtomicReference<>();
        rows.load(SLOT, KEY, loaded::set);
        return loaded.get();
    }

    private void store(StoredRecord record) {
        store(KEY, record);
    }

    private void store(Key key, StoredRecord record) {
        rows.load(SlotSpace.DEFAULT.slotOf(key.id()), key, row -> rows.store(row, record, () -> {}));
        disk.sync();
    }

    private Rows restart(long cacheBytes) {
        Rows started = new Rows(disk, ceiling(), cacheBytes, events::add);
        started.start(problem -> assertThat(problem).isEmpty());
        return started;
    }

    private PromiseCeiling ceiling() {
        NodeFacts facts = new NodeFacts(disk);
        facts.load(problem -> assertThat(problem).isEmpty());
        return new PromiseCeiling(facts, loop);
    }

    private static long digestOf(StoredRecord record) {
        return SlotDigests.hash(KEY, record);
    }

    private static Ballot ballot(int counter) {
        return new Ballot(1, CLOCK + counter, 42);
    }

    private static StoredRecord record(int counter, String value) {
        return record(counter, value, Outline.NEVER);
    }

    private static StoredRecord record(int counter, String value, long expiresAtMillis) {
        Outline outline = new Outline(ballot(counter), new Version(CLOCK + counter, 42), false, expiresAtMillis,
                Lineage.beginningIn(1));
        return new StoredRecord(outline, new Body("text/plain", Bytes.wrap(value.getBytes(UTF_8))));
    }

    private static StoredRecord tombstone(int counter) {
        Outline outline = new Outline(ballot(counter), new Version(CLOCK + counter, 42), true, Outline.NEVER,
                Lineage.beginningIn(1));
        return new StoredRecord(outline, Body.NONE);
    }
}

package io.kadmos.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.runtime.Disk;

/**
 * The disk of one machine; it outlives the processes that use it. Reads see every batch at once, but a crash forgets
 * those that were not synced, all or from some batch on. Only records are ever damaged, and never too many copies of
 * one: facts that cannot be read refuse a start, which is another matter.
 */
final class SimulatedDisk {

    private static final long LONGEST_SYNC_NANOS = 5_000_000_000L;
    private static final long LONGEST_READ_NANOS = 300_000;

    private final int machine;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final DamageLedger ledger;
    private final Consumer<RowWrite> observer;
    private final TreeMap<RowName, byte[]> durable = new TreeMap<>();
    private final TreeMap<RowName, byte[]> visible = new TreeMap<>();
    private final Deque<Batch> unsynced = new ArrayDeque<>();
    private DiskHealth health = DiskHealth.GOOD;
    private boolean full;
    private long durableEdits;
    private @Nullable Snapshot snapshot;
    private @Nullable Session session;

    /** All that was durable at a moment. */
    private record Snapshot(Map<RowName, byte[]> rows, long edits) {}

    private record Batch(List<Disk.Edit> edits, Runnable durable) {}

    SimulatedDisk(int machine, Scheduler scheduler, RandomGenerator random, DamageLedger ledger,
            Consumer<RowWrite> observer) {
        this.machine = machine;
        this.scheduler = scheduler;
        this.random = random;
        this.ledger = ledger;
        this.observer = observer;
    }

    /** Opens the disk for a process. */
    Disk open(SimulatedLoop loop) {
        session = new Session(loop);
        return session;
    }

    /** The process crashed: of the batches that were not synced the first few survive, a random number of them. */
    void crash() {
        for (int survivors = random.nextInt(unsynced.size() + 1); survivors > 0; survivors--) {
            makeDurable(unsynced.removeFirst());
        }
        session = null;
        unsynced.clear();
        visible.clear();
        visible.putAll(durable);
    }

    /** The process ended in order: everything it handed over is durable. */
    void closed() {
        while (!unsynced.isEmpty()) {
            makeDurable(unsynced.removeFirst());
        }
        session = null;
    }

    /** Forgets everything. */
    void wipe() {
        durable.clear();
        visible.clear();
        durableEdits = 0;
        snapshot = null;
        ledger.replaced(machine);
    }

    /** Keeps what is durable, unless some of it is damaged. */
    void takeSnapshot() {
        if (ledger.isClean()) {
            snapshot = new Snapshot(new TreeMap<>(durable), durableEdits);
        }
    }

    /** How many edits the snapshot has that is kept, if there is one. */
    OptionalLong snapshotChanges() {
        return snapshot == null ? OptionalLong.empty() : OptionalLong.of(snapshot.edits);
    }

    /** The rows of the snapshot that is kept; none if there is none. */
    Map<RowName, byte[]> snapshotRows() {
        return snapshot == null ? Map.of() : snapshot.rows;
    }

    /** Puts back what was kept; no process may run. */
    void rollBack() {
        Snapshot earlier = Objects.requireNonNull(snapshot);
        durable.clear();
        durable.putAll(earlier.rows);
        visible.clear();
        visible.putAll(earlier.rows);
        durableEdits = earlier.edits;
        ledger.replaced(machine);
    }

    /** Says that it is above its high-water mark, or no longer. */
    void full(boolean isFull) {
        full = isFull;
    }

    void health(DiskHealth changed) {
        health = changed;
    }

    /** Flips one bit of a stored record, if the ledger allows it. */
    void rot() {
        List<RowName> records = durable.keySet().stream().filter(RowName::isRecord).toList();
        if (records.isEmpty()) {
            return;
        }
        RowName row = records.get(random.nextInt(records.size()));
        byte[] stored = durable.get(row);
        if (stored != null && ledger.mayDamage(row, machine)) {
            byte[] rotten = stored.clone();
            rotten[random.nextInt(rotten.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            durable.put(row, rotten);
            visible.replace(row, stored, rotten);
        }
    }

    /** What would be there after a crash at this moment. */
    NavigableMap<RowName, byte[]> durable() {
        return Collections.unmodifiableNavigableMap(durable);
    }

    /** What the running process reads. */
    NavigableMap<RowName, byte[]> visible() {
        return Collections.unmodifiableNavigableMap(visible);
    }

    private void makeDurable(Batch batch) {
        for (Disk.Edit change : batch.edits()) {
            RowName name = new RowName(change.key());
            apply(durable, name, change.value());
            ledger.mended(name, machine);
        }
        durableEdits += batch.edits().size();
    }

    private static void apply(Map<RowName, byte[]> map, RowName name, byte @Nullable [] value) {
        if (value == null) {
            map.remove(name);
        } else {
            map.put(name, value);
        }
    }

    private boolean happens(double rate) {
        return rate > 0 && random.nextDouble() < rate;
    }

    /** The disk as one process sees it. */
    private final class Session implements Disk {

        private final SimulatedLoop loop;
        private boolean syncing;

        private Session(SimulatedLoop loop) {
            this.loop = loop;
        }

        @Override
        public void write(List<Edit> batch, Runnable durable) {
            if (session != this) {
                return;
            }
            for (Edit change : batch) {
                RowName name = new RowName(change.key());
                if (name.isRecord() || name.isSlotState()) {
                    observer.accept(new RowWrite(machine, name, visible.get(name), change.value()));
                }
                apply(visible, name, change.value());
            }
            unsynced.add(new Batch(batch, durable));
            sync();
        }

        @Override
        public void get(byte[] key, Consumer<Reading> answer) {
            RowName name = new RowName(key);
            byte[] value = visible.get(name);
            Reading reading = value == null ? new Reading.Absent() : new Reading.Found(value);
            if (name.isRecord() && happens(health.readErrorRate()) && ledger.mayDamage(name, machine)) {
                reading = new Reading.Unreadable("simulated read error");
            }
            answerSoon(reading, answer);
        }

        @Override
        public void scan(byte[] from, byte[] to, int limit, Consumer<Scanned> answer) {
            List<Entry> entries = new ArrayList<>();
            for (var entry : visible.subMap(new RowName(from), new RowName(to)).entrySet()) {
                if (entries.size() == limit) {
                    break;
                }
                entries.add(new Entry(entry.getKey().bytes(), entry.getValue()));
            }
            boolean unreadable = new RowName(from).isRecord() && happens(health.readErrorRate());
            answerSoon(unreadable ? new Scanned.Unreadable("simulated read error") : new Scanned.Entries(entries),
                    answer);
        }

        @Override
        public boolean isFull() {
            return full;
        }

        @Override
        public long durableEdits() {
            return durableEdits;
        }

        /** Half of the reads are answered from a cache, before the call returns. */
        private <T> void answerSoon(T found, Consumer<T> answer) {
            if (random.nextBoolean()) {
                answer.accept(found);
            } else {
                scheduler.after(random.nextLong(LONGEST_READ_NANOS), () -> loop.execute(() -> answer.accept(found)));
            }
        }

        /** Group commit: whatever is there when a sync begins is durable when it ends. */
        private void sync() {
            if (syncing || unsynced.isEmpty()) {
                return;
            }
            syncing = true;
            int batches = unsynced.size();
            scheduler.after(syncNanos(), () -> synced(batches));
        }

        private void synced(int batches) {
            if (session != this) {
                return;
            }
            for (int i = 0; i < batches; i++) {
                Batch batch = unsynced.removeFirst();
                makeDurable(batch);
                loop.execute(batch.durable());
            }
            syncing = false;
            sync();
        }

        private long syncNanos() {
            if (happens(health.slowSyncRate())) {
                return random.nextLong(LONGEST_SYNC_NANOS);
            }
            return (long) (health.sync().toNanos() * (0.25 - Math.log(1 - random.nextDouble())));
        }
    }
}

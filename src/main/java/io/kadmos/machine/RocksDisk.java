package io.kadmos.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.storage.StorageException;

/**
 * A disk over RocksDB with group commit.
 *
 * <p>A batch goes to the one {@link DiskWriter}, which writes all batches that wait with one synchronisation. Until a
 * batch is durable its edits also stand in an overlay on the loop, where a get finds them. A get that neither the
 * overlay nor RocksDB's memory can answer goes to a reading thread: it need not wait for a synchronisation, because
 * what is on its way to the disk was in the overlay. A scan queues behind the batches instead of being merged with
 * them: scans are rare, and no read or write of a key waits for one.
 *
 * <p>All methods are called on the loop but {@link #open}, {@link #bytes} and {@link #close}. The queue needs no bound
 * of its own: every operation of a node waits for its batches, and every kind of operation has a bound.
 */
public final class RocksDisk implements Disk, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RocksDisk.class);
    /** Threads for reads that miss the memory: enough to keep a disk busy, few enough for a small container. */
    private static final int READERS = 2;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final RocksStore store;
    private final DiskWriter writer;
    private final ExecutorService readers;
    private final HighWaterMark highWaterMark;
    private final NavigableMap<byte[], Edit> pending = new TreeMap<>(Arrays::compareUnsigned);

    private RocksDisk(EventLoop loop, RocksStore store, DiskWriter writer, HighWaterMark highWaterMark) {
        this.loop = loop;
        this.store = store;
        this.writer = writer;
        this.highWaterMark = highWaterMark;
        this.readers = Executors.newFixedThreadPool(READERS, Thread.ofPlatform().name("disk-reader-", 0).factory());
    }

    /**
     * How a node uses a disk.
     *
     * @param sync whether a batch is synchronised before it is reported durable; otherwise the operating system writes
     *        it later
     * @param highWatermark the share of the volume, 0 to 1, above which it counts as full
     */
    public record Settings(boolean sync, double highWatermark) {}

    /**
     * Opens the database of a directory.
     *
     * @param listener receives a failure; after it no further batch is reported durable
     * @throws StorageException if the database cannot be trusted
     */
    public static RocksDisk open(Path database, Settings settings, EventLoop loop, DiskListener listener) {
        RocksStore store = RocksStore.open(database, settings.sync());
        return new RocksDisk(loop, store, DiskWriter.start(store, loop, listener),
                new HighWaterMark(database, settings.highWatermark()));
    }

    @Override
    public void write(List<Edit> batch, Runnable durable) {
        batch.forEach(edit -> pending.put(edit.key(), edit));
        writer.write(batch, () -> {
            batch.forEach(this::forget);
            durable.run();
        });
    }

    @Override
    public void get(byte[] key, Consumer<Reading> answer) {
        Edit edit = pending.get(key);
        if (edit != null) {
            answer.accept(edit.value() == null ? new Reading.Absent() : new Reading.Found(edit.value()));
            return;
        }
        store.readFromMemory(key).ifPresentOrElse(answer, () -> readers.execute(() -> {
            Reading reading = store.read(key);
            loop.execute(() -> answer.accept(reading));
        }));
    }

    @Override
    public void scan(byte[] from, byte[] to, int limit, Consumer<Scanned> answer) {
        writer.inOrder(() -> {
            Scanned scanned = store.scan(from, to, limit);
            loop.execute(() -> answer.accept(scanned));
        });
    }

    @Override
    public boolean isFull() {
        return highWaterMark.isExceeded(readers);
    }

    @Override
    public long durableEdits() {
        return store.durableEdits();
    }

    /**
     * Roughly how many bytes the database takes, as of a few seconds before the last write; callable from any thread.
     */
    public long bytes() {
        return store.bytes();
    }

    /** Finishes the queued batches, then closes the database. Not to be called on the loop. */
    @Override
    public void close() {
        readers.close();
        if (writer.close(CLOSE_TIMEOUT)) {
            store.close();
        } else {
            LOG.warn("the disk is still writing after {}: the database is left as after a crash", CLOSE_TIMEOUT);
        }
    }

    /** Drops an edit that is in the database now; a newer one of the same key stays, even if it sets the same value. */
    @SuppressWarnings("ReferenceEquality")
    private void forget(Edit edit) {
        pending.computeIfPresent(edit.key(), (_, newest) -> newest == edit ? null : newest);
    }
}

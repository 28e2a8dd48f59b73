package io.kadmos.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

import io.kadmos.dht.runtime.Disk.Edit;
import io.kadmos.dht.runtime.Disk.Entry;
import io.kadmos.dht.runtime.Disk.Reading;
import io.kadmos.dht.runtime.Disk.Scanned;
import io.kadmos.dht.storage.StorageException;

/**
 * A RocksDB database and the native objects that belong to it, sized for a small container: about 64 MiB of native
 * memory. Callable from several threads, but no longer after {@link #close}. Blocks.
 *
 * <p>A log that ends in the middle of a record is what a crash leaves behind: that record was never acknowledged, and
 * it is dropped. Anything else that is wrong with the log or a table is damage, and is never taken for absence.
 */
final class RocksStore implements AutoCloseable {

    /** Recently read blocks, with the indexes and filters of the tables, so that those are bounded as well. */
    private static final long BLOCK_CACHE_BYTES = 16 << 20;
    /** One table in memory that takes writes, one on its way to the disk. */
    private static final long MEMTABLE_BYTES = 8 << 20;
    private static final int MEMTABLES = 2;
    /** About one needless read of a table in a hundred lookups of absent keys. */
    private static final double FILTER_BITS_PER_KEY = 10;
    /** Bounds the memory for open tables; far above what the sizes above lead to before tables are merged. */
    private static final int MAX_OPEN_FILES = 256;
    private static final long LOG_FILE_BYTES = 1 << 20;
    private static final int LOG_FILES = 2;
    private static final Duration MEASURE_INTERVAL = Duration.ofSeconds(5);

    static {
        RocksDB.loadLibrary();
    }

    private final LRUCache blockCache = new LRUCache(BLOCK_CACHE_BYTES);
    private final BloomFilter filter = new BloomFilter(FILTER_BITS_PER_KEY);
    private final Options options;
    private final WriteOptions writing;
    private final ReadOptions fromMemory = new ReadOptions().setReadTier(ReadTier.BLOCK_CACHE_TIER);
    private final ReadOptions fromDisk = new ReadOptions();
    private final RocksDB database;
    /** RocksDB gives every edit a number, and keeps the last one. */
    private volatile long durableEdits;
    private volatile long bytes;
    private long measuredNanos;

    private RocksStore(Path path, boolean sync) throws RocksDBException {
        options = options();
        writing = new WriteOptions().setSync(sync);
        database = RocksDB.open(options, path.toString());
        durableEdits = database.getLatestSequenceNumber();
        measure();
    }

    /** Opens the database, which is created if there is none. @throws StorageException if it cannot be trusted */
    static RocksStore open(Path path, boolean sync) {
        try {
            return new RocksStore(path, sync);
        } catch (RocksDBException e) {
            throw new StorageException("the database in " + path.toAbsolutePath().normalize()
                    + " cannot be opened: " + describe(e)
                    + "; restore the directory, or empty it and let the node join again as a new one");
        }
    }

    /** Applies batches in their order, all in one write; once it returns they are as durable as the settings ask. */
    void commit(List<List<Edit>> batches) throws RocksDBException {
        try (WriteBatch all = new WriteBatch()) {
            for (List<Edit> batch : batches) {
                for (Edit edit : batch) {
                    add(all, edit);
                }
            }
            database.write(writing, all);
        }
        durableEdits = database.getLatestSequenceNumber();
        if (System.nanoTime() - measuredNanos > MEASURE_INTERVAL.toNanos()) {
            measure();
        }
    }

    /** How many edits were made since the database was empty. */
    long durableEdits() {
        return durableEdits;
    }

    /** Roughly how many bytes the tables take, those in memory included. */
    long bytes() {
        return bytes;
    }

    private void measure() throws RocksDBException {
        bytes = database.getLongProperty("rocksdb.total-sst-files-size")
                + database.getLongProperty("rocksdb.cur-size-all-mem-tables");
        measuredNanos = System.nanoTime();
    }

    /**
     * What memory alone holds about a key; empty if the disk must be read. RocksDB's own keyMayExist needs no exception
     * for that, but takes a damaged block for absence.
     */
    Optional<Reading> readFromMemory(byte[] key) {
        try {
            return Optional.of(reading(database.get(fromMemory, key)));
        } catch (RocksDBException e) {
            return isIncomplete(e) ? Optional.empty() : Optional.of(new Reading.Unreadable(describe(e)));
        }
    }

    /** Reads a value, from the disk if need be. */
    Reading read(byte[] key) {
        try {
            return reading(database.get(fromDisk, key));
        } catch (RocksDBException e) {
            return new Reading.Unreadable(describe(e));
        }
    }

    /** Reads up to {@code limit} entries of a range in order. */
    Scanned scan(byte[] from, byte[] to, int limit) {
        List<Entry> entries = new ArrayList<>();
        try (RocksIterator iterator = database.newIterator(fromDisk)) {
            for (iterator.seek(from); iterator.isValid() && entries.size() < limit; iterator.next()) {
                byte[] key = iterator.key();
                if (Arrays.compareUnsigned(key, to) >= 0) {
                    break;
                }
                entries.add(new Entry(key, iterator.value()));
            }
            iterator.status();
            return new Scanned.Entries(entries);
        } catch (RocksDBException e) {
            return new Scanned.Unreadable(describe(e));
        }
    }

    @Override
    public void close() {
        database.close();
        fromDisk.close();
        fromMemory.close();
        writing.close();
        options.close();
        filter.close();
        blockCache.close();
    }

    /** One line that says what RocksDB found. */
    static String describe(RocksDBException e) {
        String kind = e.getStatus() == null ? "" : e.getStatus().getCode() + ": ";
        return kind + String.valueOf(e.getMessage()).replace('\n', ' ');
    }

    private Options options() {
        var tables = new BlockBasedTableConfig()
                .setBlockCache(blockCache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(filter);
        return new Options()
                .setCreateIfMissing(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setMaxWriteBufferNumber(MEMTABLES)
                .setMaxOpenFiles(MAX_OPEN_FILES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(LOG_FILE_BYTES)
                .setKeepLogFileNum(LOG_FILES)
                .setTableFormatConfig(tables);
    }

    private static void add(WriteBatch all, Edit edit) throws RocksDBException {
        byte[] value = edit.value();
        if (value == null) {
            all.delete(edit.key());
        } else {
            all.put(edit.key(), value);
        }
    }

    private static Reading reading(byte @Nullable [] value) {
        return value == null ? new Reading.Absent() : new Reading.Found(value);
    }

    private static boolean isIncomplete(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Incomplete;
    }
}

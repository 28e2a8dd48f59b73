package io.kadmos.dht.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.RecordDamaged;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import io.kadmos.dht.record.Outline;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.record.SlotState;
import io.kadmos.dht.record.StoredRecord;
import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.Disk.Edit;
import io.kadmos.dht.runtime.Disk.Entry;
import io.kadmos.dht.runtime.Disk.Reading;
import io.kadmos.dht.runtime.Disk.Scanned;
import io.kadmos.dht.storage.DepartedRows.Departed;

/**
 * The registers of this replica: all rows on the disk, and the rows in use in memory. The memory is bounded in bytes,
 * apart from rows whose writes are still under way to the disk. A promise that leaves the memory with its row still
 * binds the node: a row that is read later counts as promised up to it (protocol.md R4). A row that fails its checksum
 * is damaged, which is neither present nor absent (protocol.md R14). Event loop only.
 */
public final class Rows {

    private final Disk disk;
    private final PromiseCeiling ceiling;
    private final long cacheBytes;
    private final Consumer<NodeEvent> events;
    private final Map<Key, Row> cached = new LinkedHashMap<>(1024, 0.75f, true);
    private final Map<Key, List<Consumer<Row>>> loading = new HashMap<>();
    private final SlotDigests digests = new SlotDigests();
    private final Map<Slot, DigestRecount> recounts = new HashMap<>();
    private Consumer<Key> damageListener = key -> {};
    private long usedBytes;
    private final DepartedRows departed = new DepartedRows();
    private final long promisedBeforeStart;

    /** A value that has expired, and the time at which it did, in milliseconds since 1970. */
    public record Expired(Slot slot, Key key, long endedAtMillis) {}

    /**
     * The rows on a disk. The ceiling must be loaded, because promises of earlier starts count up to it
     * (protocol.md R3).
     */
    public Rows(Disk disk, PromiseCeiling ceiling, long cacheBytes, Consumer<NodeEvent> events) {
        this.disk = disk;
        this.ceiling = ceiling;
        this.cacheBytes = cacheBytes;
        this.events = events;
        this.promisedBeforeStart = ceiling.durable();
    }

    /** Sets the listener that is told of every damaged row that is found. */
    public void onDamage(Consumer<Key> listener) {
        damageListener = listener;
    }

    /** Reads the digests of all slots. The caller must not use the rows before this has answered. */
    public void start(Consumer<Optional<StorageException>> started) {
        byte[][] range = Layout.digests();
        disk.scan(range[0], range[1], SlotSpace.MAX_COUNT, scanned -> {
            switch (scanned) {
                case Scanned.Unreadable(var reason) -> started.accept(Optional.of(new StorageException(
                        "the data directory is damaged: slot digests: " + reason)));
                case Scanned.Entries(var entries) -> {
                    boolean isIntact = entries.stream().allMatch(digests::take);
                    started.accept(isIntact
                            ? Optional.empty()
                            : Optional.of(new StorageException(
                                    "the data directory is damaged, or another release wrote it: slot digests")));
                }
            }
        });
    }

    /** Hands over the row of a key: at once from memory, or later from the disk. */
    public void load(Slot slot, Key key, Consumer<Row> loaded) {
        Row row = cached.get(key);
        if (row != null) {
            loaded.accept(row);
            return;
        }
        List<Consumer<Row>> waiting = loading.get(key);
        if (waiting != null) {
            waiting.add(loaded);
            return;
        }
        loading.put(key, new ArrayList<>(List.of(loaded)));
        disk.get(Layout.row(slot, key), reading -> arrived(slot, key, reading));
    }

    /** Puts a record into its row, at once in memory and soon on the disk. Runs {@code durable} when it is durable. */
    public void store(Row row, StoredRecord record, Runnable durable) {
        write(row, record, durable);
    }

    /**
     * Removes a row that the members of the slot do not have, at once in memory and soon on the disk. The caller does
     * not wait for the write.
     */
    public void erase(Row row) {
        write(row, null, () -> {});
    }

    /**
     * Replaces the state of a slot and erases rows of the slot, all or nothing (protocol.md T5): in memory as soon as
     * the rows are loaded, and soon after on the disk. Runs {@code durable} when it is durable.
     */
    public void replaceState(Slot slot, SlotState state, Set<Key> erased, Runnable durable) {
        Edit edit = SlotStates.edit(slot, state);
        if (erased.isEmpty()) {
            disk.write(List.of(edit), durable);
            return;
        }
        List<Row> loaded = new ArrayList<>(erased.size());
        erased.forEach(key -> load(slot, key, row -> {
            loaded.add(row);
            if (loaded.size() == erased.size()) {
                eraseWith(edit, loaded, durable);
            }
        }));
    }

    private void eraseWith(Edit edit, List<Row> erased, Runnable durable) {
        List<Edit> batch = new ArrayList<>();
        batch.add(edit);
        boolean mended = erased.stream().anyMatch(Row::isDamaged);
        List<Row.PendingWrite> writes = erased.stream().map(row -> replace(inMemory(row), null, batch)).toList();
        disk.write(batch, () -> {
            writes.forEach(Row.PendingWrite::durable);
            durable.run();
        });
        if (mended) {
            recount(erased.getFirst().slot());
        }
        trim();
    }

    /** A row may have left the memory and have come back as another object while other rows were loaded. */
    private Row inMemory(Row loaded) {
        Row row = cached.putIfAbsent(loaded.key(), loaded);
        if (row == null) {
            usedBytes += loaded.footprintBytes();
            departed.remove(loaded.key());
        }
        return row == null ? loaded : row;
    }

    private Row.PendingWrite replace(Row row, @Nullable StoredRecord record, List<Edit> batch) {
        StoredRecord before = row.recordOrNull();
        usedBytes -= row.footprintBytes();
        Row.PendingWrite write = row.replace(record);
        usedBytes += row.footprintBytes();
        batch.addAll(edits(row, before, record));
        recounted(row, record);
        return write;
    }

    private void write(Row row, @Nullable StoredRecord record, Runnable durable) {
        boolean mended = row.isDamaged();
        List<Edit> batch = new ArrayList<>(4);
        Row.PendingWrite write = replace(row, record, batch);
        row.whenDurable(durable);
        disk.write(batch, write::durable);
        if (mended) {
            recount(row.slot());
        }
        trim();
    }

    /** Whether the disk is above its high-water mark, so that the rows should not grow. */
    public boolean isFull() {
        return disk.isFull();
    }

    /** The digest of the rows of a slot, which replicas compare (protocol.md R16). */
    public long digest(Slot slot) {
        return digests.of(slot);
    }

    /** The number of tombstones among the rows of a slot. */
    public int tombstones(Slot slot) {
        return digests.tombstones(slot);
    }

    /**
     * The number of rows of all slots that hold a value, those included that have expired but are not tombstones yet.
     */
    public long values() {
        return digests.rows() - digests.tombstones();
    }

    /** The number of tombstones in all slots. */
    public long tombstones() {
        return digests.tombstones();
    }

    /**
     * Lists up to {@code limit} records of a slot in row order, beginning behind a key. Empty if the disk cannot be
     * read there.
     */
    public void list(Slot slot, @Nullable Key after, int limit, Consumer<Optional<Listing>> listed) {
        byte[] from = after == null ? Layout.firstRow(slot) : Layout.next(Layout.row(slot, after));
        disk.scan(from, Layout.endOfRows(slot), limit, scanned -> listed.accept(switch (scanned) {
            case Scanned.Entries(var entries) -> Optional.of(listing(slot, entries, entries.size() == limit));
            case Scanned.Unreadable _ -> Optional.empty();
        }));
    }

    /**
     * Hands over, one by one, up to {@code limit} keys whose values expired by a moment (milliseconds since 1970), the
     * oldest first. Deletes an entry that does not match its row.
     */
    public void expired(long beforeMillis, int limit, Consumer<Expired> found) {
        disk.scan(Layout.firstExpiry(), Layout.expiriesAfter(beforeMillis), limit, scanned -> {
            if (scanned instanceof Scanned.Entries(var entries)) {
                entries.forEach(entry -> expired(entry.key(), found));
            }
        });
    }

    private void expired(byte[] entry, Consumer<Expired> found) {
        long endedAtMillis = Layout.timeOfExpiry(entry);
        load(Layout.slotOfExpiry(entry), Layout.keyOfExpiry(entry), row -> {
            StoredRecord record = row.recordOrNull();
            if (record != null && record.outline().expiresAtMillis() == endedAtMillis) {
                found.accept(new Expired(row.slot(), row.key(), endedAtMillis));
            } else if (!row.isDamaged()) {
                disk.write(List.of(new Edit(entry, null)), () -> {});
            }
        });
    }

    /** The approximate size of the rows in memory, in bytes. */
    long usedBytes() {
        return usedBytes;
    }

    private void arrived(Slot slot, Key key, Reading reading) {
        Row row = switch (reading) {
            case Reading.Absent() -> row(slot, key, null);
            case Reading.Unreadable _ -> damaged(slot, key);
            case Reading.Found(var bytes) -> RowFormat.read(bytes).map(record -> row(slot, key, record))
                    .orElseGet(() -> damaged(slot, key));
        };
        cached.put(key, row);
        usedBytes += row.footprintBytes();
        List<Consumer<Row>> waiting = loading.remove(key);
        if (waiting != null) {
            waiting.forEach(consumer -> consumer.accept(row));
        }
        trim();
    }

    private Row row(Slot slot, Key key, @Nullable StoredRecord record) {
        Ballot accepted = record == null ? Ballot.absentIn(0) : record.accepted();
        Optional<Departed> left = departed.remove(key);
        Ballot promised = left.map(Departed::promised).orElse(accepted);
        long bound = Math.max(forgottenUpTo(), left.map(Departed::bound).orElse(0L));
        return new Row(slot, key, record, Ballot.max(accepted, promised), bound);
    }

    /** A row that is found damaged again has given no promise since it was first found damaged. */
    private Row damaged(Slot slot, Key key) {
        events.accept(new RecordDamaged(slot.index()));
        damageListener.accept(key);
        long bound = departed.remove(key).filter(Departed::damaged).map(Departed::bound)
                .orElseGet(() -> Math.max(ceiling.durable(), forgottenUpTo()));
        return Row.damaged(slot, key, bound);
    }

    private long forgottenUpTo() {
        return Math.max(promisedBeforeStart, departed.forgottenUpTo());
    }

    private List<Edit> edits(Row row, @Nullable StoredRecord before, @Nullable StoredRecord after) {
        List<Edit> edits = new ArrayList<>(4);
        byte[] bytes = after == null ? null : RowFormat.write(after);
        edits.add(new Edit(Layout.row(row.slot(), row.key()), bytes));
        edits.add(digests.replace(row.slot(), row.key(), before, after));
        long ended = expiry(before);
        long ends = expiry(after);
        if (ended != ends) {
            if (ended != Outline.NEVER) {
                edits.add(new Edit(Layout.expiry(ended, row.slot(), row.key()), null));
            }
            if (ends != Outline.NEVER) {
                edits.add(new Edit(Layout.expiry(ends, row.slot(), row.key()), new byte[0]));
            }
        }
        return edits;
    }

    private static long expiry(@Nullable StoredRecord record) {
        return record == null ? Outline.NEVER : record.outline().expiresAtMillis();
    }

    private Listing listing(Slot slot, List<Entry> entries, boolean more) {
        List<Listing.Item> items = new ArrayList<>(entries.size());
        List<Key> damaged = new ArrayList<>();
        for (Entry entry : entries) {
            Key key = Layout.keyOfRow(entry.key());
            RowFormat.read(entry.value()).or(() -> mended(key)).ifPresentOrElse(
                    record -> items.add(new Listing.Item(key, record)), () -> {
                        damaged.add(key);
                        load(slot, key, row -> {});
                    });
        }
        return new Listing(items, damaged, more);
    }

    /** Writes a row again that was damaged on the disk while an intact copy was in memory. */
    private Optional<StoredRecord> mended(Key key) {
        Row row = cached.get(key);
        StoredRecord record = row == null ? null : row.recordOrNull();
        if (row != null && record != null) {
            events.accept(new RecordDamaged(row.slot().index()));
            write(row, record, () -> {});
        }
        return Optional.ofNullable(record);
    }

    private void recounted(Row row, @Nullable StoredRecord record) {
        DigestRecount recount = recounts.get(row.slot());
        if (recount != null) {
            recount.changed(row.key(), record);
        }
    }

    /** Counts a slot anew, because the share of a lost record in its digest is unknown. */
    private void recount(Slot slot) {
        if (!recounts.containsKey(slot)) {
            DigestRecount recount = new DigestRecount(slot, this, (digest, stored, tombstones) -> {
                recounts.remove(slot);
                disk.write(List.of(digests.set(slot, digest, stored, tombstones)), () -> {});
            });
            recounts.put(slot, recount);
            recount.start();
        }
    }

    private void trim() {
        for (Iterator<Row> oldest = cached.values().iterator(); usedBytes > cacheBytes && oldest.hasNext();) {
            Row row = oldest.next();
            if (row.isWritten()) {
                oldest.remove();
                usedBytes -= row.footprintBytes();
                row.unwritten(forgottenUpTo()).ifPresent(unwritten -> departed.add(row.key(), unwritten));
            }
        }
    }
}

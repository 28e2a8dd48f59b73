package io.kadmos.dht.slot;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.kadmos.dht.runtime.Disk;

/** A disk in memory whose writes become durable when the test says so; reads see every write at once. */
final class HeldDisk implements Disk {

    private final NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private final Queue<Runnable> syncing = new ArrayDeque<>();
    private long durableChanges;

    @Override
    public void write(List<Change> batch, Runnable durable) {
        for (Change change : batch) {
            if (change.value() == null) {
                entries.remove(change.key());
            } else {
                entries.put(change.key(), change.value());
            }
        }
        syncing.add(() -> {
            durableChanges += batch.size();
            durable.run();
        });
    }

    @Override
    public void get(byte[] key, Consumer<Reading> answer) {
        byte[] value = entries.get(key);
        answer.accept(value == null ? new Reading.Absent() : new Reading.Found(value.clone()));
    }

    @Override
    public void scan(byte[] from, byte[] to, int limit, Consumer<Scanned> answer) {
        answer.accept(new Scanned.Entries(entries.subMap(from, to).entrySet().stream().limit(limit)
                .map(entry -> new Entry(entry.getKey(), entry.getValue().clone())).toList()));
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public long durableChanges() {
        return durableChanges;
    }

    /** Makes everything durable that was written so far, and whatever is written in consequence. */
    void sync() {
        for (Runnable next = syncing.poll(); next != null; next = syncing.poll()) {
            next.run();
        }
    }
}

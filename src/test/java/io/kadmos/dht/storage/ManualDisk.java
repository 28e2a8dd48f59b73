package io.kadmos.dht.storage;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.kadmos.dht.runtime.Disk;

/** A disk in memory whose writes become durable when the test says so; reads see every write at once. */
public final class ManualDisk implements Disk {

    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private final Queue<Runnable> syncing = new ArrayDeque<>();
    private boolean unreadable;
    private long durableEdits;

    @Override
    public void write(List<Edit> batch, Runnable durable) {
        for (Edit edit : batch) {
            if (edit.value() == null) {
                entries.remove(edit.key());
            } else {
                entries.put(edit.key(), edit.value());
            }
        }
        syncing.add(() -> {
            durableEdits += batch.size();
            durable.run();
        });
    }

    @Override
    public void get(byte[] key, Consumer<Reading> answer) {
        if (unreadable) {
            answer.accept(new Reading.Unreadable("for now"));
            return;
        }
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
    public long durableEdits() {
        return durableEdits;
    }

    /** Makes all batches durable that were written so far, and those that are written in consequence. */
    public void sync() {
        for (Runnable next = syncing.poll(); next != null; next = syncing.poll()) {
            next.run();
        }
    }

    /** Fails every read from now on, or does not any more. */
    void unreadable(boolean now) {
        unreadable = now;
    }

    /** Flips one bit in every value whose key begins with a byte. */
    void damage(char table) {
        for (Map.Entry<byte[], byte[]> entry : entries.entrySet()) {
            if (entry.getKey()[0] == table) {
                entry.getValue()[entry.getValue().length / 2] ^= 1;
            }
        }
    }

    /** The number of keys that begin with a byte. */
    long count(char table) {
        return entries.keySet().stream().filter(key -> key[0] == table).count();
    }
}

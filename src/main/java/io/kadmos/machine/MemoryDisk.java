package io.kadmos.machine;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.EventLoop;

/**
 * A disk in memory, empty at every start, for trials. Its only bound is the memory of the process. On the event loop
 * alone, but for {@link #bytes}.
 */
public final class MemoryDisk implements Disk {

    private final NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private final EventLoop loop;
    private long edits;
    /** Written on the loop alone. */
    private volatile long bytes;

    /** An empty disk. */
    public MemoryDisk(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void write(List<Edit> batch, Runnable durable) {
        long sum = bytes;
        for (Edit edit : batch) {
            byte @Nullable [] before = edit.value() == null
                    ? entries.remove(edit.key())
                    : entries.put(edit.key(), edit.value());
            sum += size(edit.key(), edit.value()) - size(edit.key(), before);
        }
        bytes = sum;
        edits += batch.size();
        loop.execute(durable);
    }

    @Override
    public void get(byte[] key, Consumer<Reading> answer) {
        byte[] value = entries.get(key);
        answer.accept(value == null ? new Reading.Absent() : new Reading.Found(value));
    }

    @Override
    public void scan(byte[] from, byte[] to, int limit, Consumer<Scanned> answer) {
        answer.accept(new Scanned.Entries(entries.subMap(from, to).entrySet().stream().limit(limit)
                .map(each -> new Entry(each.getKey(), each.getValue())).toList()));
    }

    /** Never: the operating system watches the memory of the process. */
    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public long durableEdits() {
        return edits;
    }

    /** How many bytes it keeps; callable from any thread. */
    public long bytes() {
        return bytes;
    }

    private static long size(byte[] key, byte @Nullable [] value) {
        return value == null ? 0 : key.length + value.length;
    }
}

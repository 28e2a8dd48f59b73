package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.EventLoop;

/** A disk in memory. A batch is durable after a delay; a crash before that loses it. */
final class SlowDisk implements Disk {

    private final SortedMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private final EventLoop loop;
    private final Duration delay;
    private int crashes;
    private long durableEdits;

    SlowDisk(EventLoop loop, Duration delay) {
        this.loop = loop;
        this.delay = delay;
    }

    void crash() {
        crashes++;
    }

    @Override
    public void write(List<Edit> batch, Runnable durable) {
        int crashesBefore = crashes;
        loop.schedule(delay, () -> {
            if (crashes == crashesBefore) {
                batch.forEach(this::apply);
                durableEdits += batch.size();
                durable.run();
            }
        });
    }

    @Override
    public void get(byte[] key, Consumer<Reading> answer) {
        byte[] value = entries.get(key);
        answer.accept(value == null ? new Reading.Absent() : new Reading.Found(value));
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public long durableEdits() {
        return durableEdits;
    }

    @Override
    public void scan(byte[] from, byte[] to, int limit, Consumer<Scanned> answer) {
        answer.accept(new Scanned.Entries(entries.subMap(from, to).entrySet().stream().limit(limit)
                .map(entry -> new Entry(entry.getKey(), entry.getValue())).toList()));
    }

    private void apply(Edit edit) {
        byte[] value = edit.value();
        if (value == null) {
            entries.remove(edit.key());
        } else {
            entries.put(edit.key(), value);
        }
    }
}

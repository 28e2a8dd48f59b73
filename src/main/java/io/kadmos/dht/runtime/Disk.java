package io.kadmos.dht.runtime;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An ordered map of bytes to bytes that survives. Everything is called on the loop and answers on the loop. A read sees
 * every batch that was handed over before it. A disk that cannot write ends the node by its own means; it never
 * answers a write that is not durable.
 */
public interface Disk {

    /** Applies all edits or none. Batches become durable in the order they were handed over, and are told so. */
    void write(List<Edit> batch, Runnable durable);

    /** Reads one value; the answer may come before this returns. */
    void get(byte[] key, Consumer<Reading> answer);

    /** Reads up to {@code limit} entries whose keys are ≥ {@code from} and < {@code to}, in unsigned order of keys. */
    void scan(byte[] from, byte[] to, int limit, Consumer<Scanned> answer);

    /** Whether the volume is above its high-water mark, as of a few seconds ago. Writes still work. */
    boolean isFull();

    /**
     * How many edits this disk has made durable since it was empty. It falls only if the disk is put back to an
     * earlier state.
     */
    long durableEdits();

    /** One change of a batch: sets a value, or deletes the key where there is none. The disk copies nothing. */
    @SuppressWarnings("ArrayRecordComponent")
    record Edit(byte[] key, byte @Nullable [] value) {}

    /** What a read found. */
    sealed interface Reading {

        /** The value. */
        @SuppressWarnings("ArrayRecordComponent")
        record Found(byte[] value) implements Reading {}

        /** There is none. */
        record Absent() implements Reading {}

        /** There may be one, but it cannot be read; never the same as absent. */
        record Unreadable(String reason) implements Reading {}
    }

    /** One entry of a scan. */
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(byte[] key, byte[] value) {}

    /** What a scan found. */
    sealed interface Scanned {

        /** The entries; fewer than the limit means that the range ends here. */
        record Entries(List<Entry> entries) implements Scanned {}

        /** A part of the range cannot be read. */
        record Unreadable(String reason) implements Scanned {}
    }
}

package io.kadmos.dht.runtime;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A durable, ordered map from bytes to bytes. All methods are called on the event loop, and all answers come on the
 * event loop. A read sees every batch that was handed over before it. A disk that cannot write ends the process; it
 * never reports a batch as durable that is not. So a node reveals only what is durable (protocol.md R5).
 */
public interface Disk {

    /**
     * Applies all edits of a batch or none. Batches become durable, and are reported as durable, in the order in which
     * they were handed over.
     */
    void write(List<Edit> batch, Runnable durable);

    /** Reads one value. The answer may come before this method returns. */
    void get(byte[] key, Consumer<Reading> answer);

    /**
     * Reads up to {@code limit} entries, from the key {@code from} up to but without {@code to}, in the unsigned order
     * of keys.
     */
    void scan(byte[] from, byte[] to, int limit, Consumer<Scanned> answer);

    /** Whether the volume was above its high-water mark a few seconds ago. Writes still succeed. */
    boolean isFull();

    /**
     * The number of edits that this disk has made durable since it was empty. The number falls only if the disk is put
     * back to an earlier state (protocol.md B1).
     */
    long durableEdits();

    /**
     * One edit of a batch: sets a value, or deletes the key if the value is null. The disk does not copy the arrays, so
     * the caller must not change them.
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Edit(byte[] key, byte @Nullable [] value) {}

    /** The result of a read. */
    sealed interface Reading {

        /** The value of the key. */
        @SuppressWarnings("ArrayRecordComponent")
        record Found(byte[] value) implements Reading {}

        /** The key has no value. */
        record Absent() implements Reading {}

        /**
         * The key may have a value, but the disk cannot read it. This is never the same as absent (protocol.md R14).
         */
        record Unreadable(String reason) implements Reading {}
    }

    /** One entry of a scan. */
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(byte[] key, byte[] value) {}

    /** The result of a scan. */
    sealed interface Scanned {

        /** The entries; fewer than the limit mean that the range ends here. */
        record Entries(List<Entry> entries) implements Scanned {}

        /** The disk cannot read a part of the range. */
        record Unreadable(String reason) implements Scanned {}
    }
}

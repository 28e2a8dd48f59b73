package io.kadmos.http.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.register.KeyPage;
import io.kadmos.dht.register.Read.Value;
import io.kadmos.http.backup.BackupLine.Broken;
import io.kadmos.http.backup.BackupLine.End;
import io.kadmos.http.backup.BackupLine.Header;
import io.kadmos.http.problem.Problem;

/**
 * Writes a backup. For each slot it lists the keys that a majority of the members holds, reads each key as a client
 * does, and writes the values. Every value was current at some moment of the export; keys that clients write meanwhile
 * may be missing. Memory holds only what is in flight, so a slow reader slows the export down. For one thread.
 */
final class Export {

    private final Source source;
    private final BackupFormat format;
    private final OutputStream out;
    private long written;

    Export(Source source, BackupFormat format, OutputStream out) {
        this.source = source;
        this.format = format;
        this.out = out;
    }

    /** What the export reads. Callable from many threads. */
    interface Source {

        /** Keys of a slot behind a key, or from its first one. @throws Problem if they cannot be listed */
        KeyPage list(Slot slot, @Nullable Key after) throws InterruptedException;

        /** The value of a key, if it has one. @throws Problem if it cannot be read */
        Optional<Value> get(Key key) throws InterruptedException;
    }

    /** Writes the whole backup and returns the number of keys. @throws Problem of an operation that failed */
    long write(Header header, int slots) throws IOException {
        out.write(format.header(header));
        try (Pipeline<Found> values = new Pipeline<>(this::write);
                Pipeline<Page> pages = new Pipeline<>(page -> read(page, values))) {
            for (int i = 0; i < slots; i++) {
                Slot slot = new Slot(i);
                pages.add(() -> new Page(slot, source.list(slot, null)));
            }
            pages.finish();
            values.finish();
            out.write(format.end(new End(written)));
        } catch (Problem problem) {
            out.write(format.broken(new Broken(String.valueOf(problem.getMessage()))));
            throw problem;
        }
        return written;
    }

    private record Page(Slot slot, KeyPage keys) {}

    private record Found(Key key, Optional<Value> value) {}

    private void read(Page page, Pipeline<Found> values) throws IOException {
        KeyPage keys = page.keys();
        read(keys, values);
        while (keys.more()) {
            keys = next(page.slot(), keys.keys().getLast());
            read(keys, values);
        }
    }

    private void read(KeyPage page, Pipeline<Found> values) throws IOException {
        for (Key key : page.keys()) {
            values.add(() -> new Found(key, source.get(key)));
        }
    }

    private KeyPage next(Slot slot, Key after) {
        try {
            return source.list(slot, after);
        } catch (InterruptedException e) {
            throw Pipeline.interrupted();
        }
    }

    private void write(Found found) throws IOException {
        if (found.value().isPresent()) {
            out.write(format.entry(found.key(), found.value().get()));
            written++;
        }
    }
}

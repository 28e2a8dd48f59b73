package io.kadmos.dht.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;

/**
 * Remembers what only the memory knew about rows that left it (protocol.md R4): a promise, or the clock reading up to
 * which a damaged row counts as promised. Without it, a row that leaves the memory between the two phases of a write
 * could never accept a record; a row larger than the whole cache always leaves then. At the bound of {@value #MAX_ROWS}
 * rows the oldest entry is dropped, and every row then counts as promised up to the reading of that entry.
 */
final class DepartedRows {

    static final int MAX_ROWS = 4_096;

    private final Map<Key, Departed> rows = new LinkedHashMap<>();
    private long forgottenUpTo;

    /**
     * What the memory knew about one row.
     *
     * @param bound the clock reading up to which the row counts as promised, because it is or was damaged
     */
    record Departed(Ballot promised, boolean damaged, long bound) {

        private long upTo() {
            return Math.max(promised.hlc(), bound);
        }
    }

    /** Remembers a row that leaves the memory. */
    void add(Key key, Departed departed) {
        rows.put(key, departed);
        if (rows.size() > MAX_ROWS) {
            var oldest = rows.entrySet().iterator();
            forgottenUpTo = Math.max(forgottenUpTo, oldest.next().getValue().upTo());
            oldest.remove();
        }
    }

    /** Returns, and drops, what is remembered about a row that comes back. */
    Optional<Departed> remove(Key key) {
        return Optional.ofNullable(rows.remove(key));
    }

    /** The greatest clock reading of all entries that were dropped; 0 if there are none. */
    long forgottenUpTo() {
        return forgottenUpTo;
    }
}

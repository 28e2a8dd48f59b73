package io.kadmos.dht.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;

/**
 * What only the memory knew of rows that left it: a promise, or how far a damaged row may have promised. Without it a
 * row that leaves between the two phases of a write, as one larger than the whole cache does, could never accept
 * anything. The oldest entries give way; then every row counts as promised that far.
 */
final class DepartedRows {

    static final int MAX_ROWS = 4_096;

    private final Map<Key, Departed> rows = new LinkedHashMap<>();
    private long forgottenUpTo;

    /**
     * One row as it left.
     *
     * @param bound the clock reading up to which it counts as promised, because it was damaged once or still is
     */
    record Departed(Ballot promised, boolean damaged, long bound) {

        private long upTo() {
            return Math.max(promised.hlc(), bound);
        }
    }

    /** Remembers a row that leaves. */
    void add(Key key, Departed departed) {
        rows.put(key, departed);
        if (rows.size() > MAX_ROWS) {
            var oldest = rows.entrySet().iterator();
            forgottenUpTo = Math.max(forgottenUpTo, oldest.next().getValue().upTo());
            oldest.remove();
        }
    }

    /** What was known of a row that comes back. */
    Optional<Departed> remove(Key key) {
        return Optional.ofNullable(rows.remove(key));
    }

    /** The greatest clock reading of a promise that is not remembered any more. */
    long forgottenUpTo() {
        return forgottenUpTo;
    }
}

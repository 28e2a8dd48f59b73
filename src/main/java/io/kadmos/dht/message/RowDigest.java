package io.kadmos.dht.message;

import java.util.Objects;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;

/**
 * A row that a replica lists: its key and the accepted ballot of its record. A damaged row is neither present nor
 * absent (protocol.md R14). A replica lists it with the ballot (0, 0, 0), at which no replica ever accepts a record.
 */
public record RowDigest(Key key, Ballot accepted) {

    /** A row that the replica cannot read. */
    public static RowDigest damaged(Key key) {
        return new RowDigest(key, Ballot.absentIn(0));
    }

    /** Whether the replica cannot read the row. */
    public boolean isDamaged() {
        return accepted.equals(Ballot.absentIn(0));
    }

    /** Both parts are required. */
    public RowDigest {
        Objects.requireNonNull(key);
        Objects.requireNonNull(accepted);
    }
}

package io.kadmos.dht.message;

import java.util.Objects;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;

/**
 * A record that a replica holds, by its key and accepted ballot. A damaged one is neither present nor absent: its key
 * is told with the ballot of absence, at which nothing is ever accepted.
 */
public record RowDigest(Key key, Ballot accepted) {

    /** What a replica tells of a record that it cannot read. */
    public static RowDigest damaged(Key key) {
        return new RowDigest(key, Ballot.absentIn(0));
    }

    /** Whether the record cannot be read there. */
    public boolean isDamaged() {
        return accepted.equals(Ballot.absentIn(0));
    }

    /** Both parts are required. */
    public RowDigest {
        Objects.requireNonNull(key);
        Objects.requireNonNull(accepted);
    }
}

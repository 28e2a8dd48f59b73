package io.kadmos.dht.message;

import java.util.Objects;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;

/** A record that a replica holds, by its key and accepted ballot. */
public record RowDigest(Key key, Ballot accepted) {

    /** Both parts are required. */
    public RowDigest {
        Objects.requireNonNull(key);
        Objects.requireNonNull(accepted);
    }
}

package io.kadmos.dht.message;

import io.kadmos.dht.id.Key;
import io.kadmos.dht.record.Ballot;
import java.util.Objects;

/** A record that a replica holds, by its key and accepted ballot. */
public record RowDigest(Key key, Ballot accepted) {

    /** Both parts are required. */
    public RowDigest {
        Objects.requireNonNull(key);
        Objects.requireNonNull(accepted);
    }
}

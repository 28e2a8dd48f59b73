package io.kadmos.dht.register;

import java.util.List;

import io.kadmos.dht.id.Key;

/**
 * Keys of a slot in row order, behind the one from which the listing began: every key of that range that was written
 * before the listing began, and some whose values are gone or were never chosen. What they hold is for a read to tell.
 *
 * @param more whether there may be keys behind the last one; then there is a last one
 */
public record KeyPage(List<Key> keys, boolean more) implements ListOutcome {

    /** Copies the keys. */
    public KeyPage {
        keys = List.copyOf(keys);
        if (more && keys.isEmpty()) {
            throw new IllegalArgumentException("more behind nothing");
        }
    }
}

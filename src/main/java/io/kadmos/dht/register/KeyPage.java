package io.kadmos.dht.register;

import java.util.List;

import io.kadmos.dht.id.Key;

/**
 * Keys of a slot in row order, behind the key from which the listing began. The page has every key of its range that
 * was written before the listing began (protocol.md R17). It may also have keys whose values are deleted or were never
 * chosen; a read tells what a key holds. Immutable, safe on any thread.
 *
 * @param more whether the slot may have keys behind the last key of the page; then the page is not empty
 */
public record KeyPage(List<Key> keys, boolean more) implements ListOutcome {

    /** Copies the keys. */
    public KeyPage {
        keys = List.copyOf(keys);
        if (more && keys.isEmpty()) {
            throw new IllegalArgumentException("more keys behind an empty page");
        }
    }
}

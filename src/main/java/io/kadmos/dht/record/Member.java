package io.kadmos.dht.record;

import io.kadmos.dht.id.Id;
import java.util.Objects;

/** A replica of a slot: a node with a certain disk, wherever it may live. Never an address. */
public record Member(Id node, DiskId disk) {

    /** Both parts are required. */
    public Member {
        Objects.requireNonNull(node);
        Objects.requireNonNull(disk);
    }
}

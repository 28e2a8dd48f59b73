package io.kadmos.dht.record;

import java.util.Objects;

import io.kadmos.dht.id.Id;

/** A replica of a slot: a node with a certain disk, wherever it may live. Never an address. */
public record Member(Id node, DiskId disk) {

    /** Both parts are required. */
    public Member {
        Objects.requireNonNull(node);
        Objects.requireNonNull(disk);
    }
}

package io.kadmos.dht.record;

import java.util.Objects;

import io.kadmos.dht.id.Id;

/**
 * A replica of a slot: a node together with its disk (protocol.md C2). A member has no address: the node may move to
 * another one and stays the same member.
 */
public record Member(Id node, DiskId disk) {

    /** Both parts are required. */
    public Member {
        Objects.requireNonNull(node);
        Objects.requireNonNull(disk);
    }
}

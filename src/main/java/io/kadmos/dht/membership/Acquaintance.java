package io.kadmos.dht.membership;

/** What the address book does with a node that answered a greeting at its address. */
sealed interface Acquaintance {

    /** The node was unknown, and is in the book now. */
    record New(Peer peer) implements Acquaintance {}

    /** The node was known in another state: it has moved, restarted or changed its state, or was suspect. */
    record Changed(Peer before, Peer peer) implements Acquaintance {}

    /** The node was known with the same address, state and incarnation. */
    record Same(Peer peer) implements Acquaintance {}

    /** The answer is late: the node has started again with this disk since. The book is unchanged. */
    record Outdated(Peer known) implements Acquaintance {}

    /** The name is known with another disk. The caller asks that one before this one may take its place. */
    record OtherDisk(Peer known) implements Acquaintance {}

    /** The book is full and has no suspect node that it could forget. */
    record NoRoom() implements Acquaintance {}
}

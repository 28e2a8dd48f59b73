package io.kadmos.dht.membership;

/** What the address book made of a node that answered a challenge. */
sealed interface Acquaintance {

    /** It was not known. */
    record New(Peer peer) implements Acquaintance {}

    /** It was known otherwise: it moved, restarted, changed its state, or was silent. */
    record Changed(Peer before, Peer peer) implements Acquaintance {}

    /** Everything but the time was known. */
    record Same(Peer peer) implements Acquaintance {}

    /** This disk has been started again since then: a late answer. */
    record Outdated(Peer known) implements Acquaintance {}

    /** The name is known with another disk, which is to be challenged before this one may take its place. */
    record OtherDisk(Peer known) implements Acquaintance {}

    /** There is no room, and nobody silent who could be forgotten. */
    record NoRoom() implements Acquaintance {}
}

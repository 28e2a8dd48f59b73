package io.kadmos.dht.channel;

/** Whether the sender of a datagram knew the id of the node to which it wrote (protocol.md W6). */
public enum Addressing {
    /** The sender sealed the datagram for this node: no other node can open it. */
    ADDRESSED,
    /**
     * The sender sealed the datagram for the node at an endpoint, without knowing the id of that node. An attacker can
     * repeat it at any other node, so only a first greeting may come so.
     */
    UNADDRESSED
}

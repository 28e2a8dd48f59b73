/**
 * Sealed datagrams between nodes, and messages larger than one datagram (protocol.md §11). A {@code Channel} may
 * deliver a message not at all, once or several times; {@code rpc} repeats requests. The channel never answers a
 * datagram that is not authentic, and everything that it keeps for peers is bounded. Event loop only; it has no clock
 * and no randomness of its own.
 */
@NullMarked
package io.kadmos.dht.channel;

import org.jspecify.annotations.NullMarked;

/**
 * How a node asks one other node, and answers one: request ids, adaptive retransmission (RFC 6298), deadlines,
 * repetitions, bounds (protocol.md W8–W11). Event loop only.
 */
@NullMarked
package io.kadmos.dht.rpc;

import org.jspecify.annotations.NullMarked;

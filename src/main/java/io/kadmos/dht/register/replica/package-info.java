/**
 * The replica side of the registers: the CASPaxos acceptor (protocol.md R2, R5, R14, R15). Event loop only.
 */
@NullMarked
package io.kadmos.dht.register.replica;

import org.jspecify.annotations.NullMarked;

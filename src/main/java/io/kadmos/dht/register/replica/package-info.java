/**
 * The replica side of the registers: the CASPaxos acceptor (protocol.md R2, R5, R14, R15). Imports {@code slot},
 * {@code storage}, {@code rpc}, {@code message}, {@code record} and {@code id}; event loop only.
 */
@NullMarked
package io.kadmos.dht.register.replica;

import org.jspecify.annotations.NullMarked;

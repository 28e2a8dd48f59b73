/**
 * Asking one node one question, and answering one: request ids, adaptive retransmission (RFC 6298), deadlines,
 * duplicates, bounds. Imports {@code id}, {@code message}, {@code channel}, {@code runtime}; event loop only.
 */
@NullMarked
package io.kadmos.dht.rpc;

import org.jspecify.annotations.NullMarked;

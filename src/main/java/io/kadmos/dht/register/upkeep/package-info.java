/**
 * What replicas do for their rows without a request: repair, replacement of damaged records, expiry, and the collection
 * of tombstones (protocol.md R15, R16, G1 to G6). Imports {@code register.gateway}, {@code register.replica},
 * {@code register}, {@code slot}, {@code storage}, {@code rpc}, {@code message}, {@code runtime}, {@code call},
 * {@code record} and {@code id}; event loop only.
 */
@NullMarked
package io.kadmos.dht.register.upkeep;

import org.jspecify.annotations.NullMarked;

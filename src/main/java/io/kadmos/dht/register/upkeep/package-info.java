/**
 * What replicas do for their rows without a request: repair, replacement of damaged records, expiry, and the
 * collection of tombstones (protocol.md R15, R16, G1 to G6). Event loop only.
 */
@NullMarked
package io.kadmos.dht.register.upkeep;

import org.jspecify.annotations.NullMarked;

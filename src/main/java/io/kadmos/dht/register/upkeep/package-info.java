/**
 * What replicas do for their rows without being asked: repair, replacement of damaged records, expiry, and the
 * collection of tombstones.
 */
@NullMarked
package io.kadmos.dht.register.upkeep;

import org.jspecify.annotations.NullMarked;

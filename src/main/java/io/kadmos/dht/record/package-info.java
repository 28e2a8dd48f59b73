/**
 * What nodes store and agree on: ballots, versions, records, slots, configurations and members, and their bytes. The
 * types are immutable values, safe on any thread; {@code HybridClock} alone has a state and belongs to the event loop.
 */
@NullMarked
package io.kadmos.dht.record;

import org.jspecify.annotations.NullMarked;

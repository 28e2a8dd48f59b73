/**
 * Finding the k closest nodes to a point by asking ever closer ones (Kademlia §2.3), and whatever else is found by
 * going towards a point. {@code Lookup} decides and is pure; {@code LookupDriver} asks. Imports {@code id},
 * {@code message}, {@code routing}, {@code rpc}, and {@code runtime} for the loop's clock and timers; event loop only.
 */
@NullMarked
package io.kadmos.dht.lookup;

import org.jspecify.annotations.NullMarked;

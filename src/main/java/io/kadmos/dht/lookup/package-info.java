/**
 * Finds the k nodes closest to a point by asking ever closer ones (Kademlia §2.3; protocol.md W13), and whatever else
 * nodes know on the way to a point. {@code Lookup} decides and is pure; {@code LookupDriver} asks. Event loop only.
 */
@NullMarked
package io.kadmos.dht.lookup;

import org.jspecify.annotations.NullMarked;

/**
 * Finds the k nodes closest to a point by asking ever closer ones (Kademlia §2.3; protocol.md W13), and whatever else
 * nodes know on the way to a point. {@code Lookup} decides and is pure; {@code LookupDriver} asks. The package imports
 * {@code id}, {@code record}, {@code event}, {@code call}, {@code message}, {@code routing}, {@code rpc}, and
 * {@code runtime} for the clock and the timers of the event loop. Event loop only.
 */
@NullMarked
package io.kadmos.dht.lookup;

import org.jspecify.annotations.NullMarked;

/**
 * What the core asks of the machine: an event loop with two clocks, a datagram transport, a disk and the resolution of
 * seeds. Ports only: {@code machine} implements them over Vert.x and RocksDB, the simulator over a seed. Imports
 * {@code id}; everything here is used on the event loop unless it says otherwise.
 */
@NullMarked
package io.kadmos.dht.runtime;

import org.jspecify.annotations.NullMarked;

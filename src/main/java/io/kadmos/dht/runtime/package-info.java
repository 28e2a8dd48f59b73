/**
 * What the core needs from the machine: an event loop with two clocks, a datagram transport, a disk and the resolution
 * of seeds. The package holds ports only: {@code machine} implements them with Vert.x and RocksDB, the simulator of
 * the tests from a seed. The core uses everything here on the event loop unless the Javadoc
 * says otherwise.
 */
@NullMarked
package io.kadmos.dht.runtime;

import org.jspecify.annotations.NullMarked;

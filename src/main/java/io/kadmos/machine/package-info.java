/**
 * The machine under a node: the ports of {@code dht.runtime} over Vert.x, RocksDB and the file system. No other
 * package uses these. Loop, socket and timers of a node run on one captured Vert.x context; the disk has threads of
 * its own and answers on the loop.
 */
@NullMarked
package io.kadmos.machine;

import org.jspecify.annotations.NullMarked;

/**
 * Records and facts of this node on the disk port: the layout of its keys, the rows of the registers with a bounded
 * cache above them, the digests that repair compares, and what the node must not forget. A row is changed in memory
 * at once and on disk soon after; whoever reveals it waits until it is durable. Imports {@code id}, {@code record},
 * {@code runtime}; event loop only.
 */
@NullMarked
package io.kadmos.dht.storage;

import org.jspecify.annotations.NullMarked;

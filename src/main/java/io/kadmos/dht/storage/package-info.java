/**
 * The records and facts of this node on the disk port: the layout of the keys, the rows of the registers with a
 * bounded cache above them, the digests that repair compares, the slot states, and the facts that the node must not
 * forget. A row changes in memory at once and on the disk soon after; a caller that reveals it waits until it is
 * durable (protocol.md R5). Event loop only.
 */
@NullMarked
package io.kadmos.dht.storage;

import org.jspecify.annotations.NullMarked;

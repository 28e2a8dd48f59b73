/**
 * Which nodes are in the cluster: greeting, joining, liveness, the address book, the upkeep of the buckets, and the
 * forming of a new cluster (protocol.md §9, §11). A node enters the address book only after it answered a question at
 * its address. Liveness decides which node is asked first, never what a quorum is. Every table has a bound. Event loop
 * only.
 */
@NullMarked
package io.kadmos.dht.membership;

import org.jspecify.annotations.NullMarked;

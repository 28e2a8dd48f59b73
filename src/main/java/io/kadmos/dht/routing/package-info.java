/**
 * The nodes that this node knows, in the k-buckets of Kademlia (§2.2, §2.4, §4.1; protocol.md §11). The table is pure:
 * it returns which contact to ping, never sends, and takes the time as a parameter. Invariants: no bucket holds more
 * than k contacts, the own id is never among them, and every contact answered at its endpoint before it entered. Event
 * loop only.
 */
@NullMarked
package io.kadmos.dht.routing;

import org.jspecify.annotations.NullMarked;

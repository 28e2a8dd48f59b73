/**
 * Whom we know: the k-buckets of Kademlia (§2.2, §2.4, §4.1). Pure: it says whom to ping and never pings, and takes the
 * time as a parameter. Invariants: no bucket holds more than k contacts, the own id is never among them, and every
 * contact answered at its endpoint before it was let in. Imports {@code id}; event loop only.
 */
@NullMarked
package io.kadmos.dht.routing;

import org.jspecify.annotations.NullMarked;

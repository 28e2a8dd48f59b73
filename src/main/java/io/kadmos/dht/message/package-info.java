/**
 * The messages between nodes, and their bytes on the wire (protocol.md §3, §11). Messages are immutable values, safe
 * on any thread. The codec belongs to the event loop; it turns any bytes into a valid message or a reason why they are
 * none, and allocates nothing by a length that it has not checked.
 */
@NullMarked
package io.kadmos.dht.message;

import org.jspecify.annotations.NullMarked;

/**
 * How rows come to the next members of a slot: the warm-up before the decision, the takeover behind it, and the
 * answers of the members that have the rows (protocol.md §6). Event loop only.
 */
@NullMarked
package io.kadmos.dht.slot.transfer;

import org.jspecify.annotations.NullMarked;

/**
 * How rows come to the next members of a slot: the warm-up before the decision, the takeover behind it, and the answers
 * of the members that have the rows (protocol.md §6). Imports {@code slot}, {@code quorum}, {@code rpc},
 * {@code message}, {@code storage}, {@code event}, {@code runtime}, {@code record} and {@code id}; event loop only.
 */
@NullMarked
package io.kadmos.dht.slot.transfer;

import org.jspecify.annotations.NullMarked;

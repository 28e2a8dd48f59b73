/**
 * How a node finds out that its disk was put back to an earlier state (protocol.md §7). Imports {@code slot},
 * {@code quorum}, {@code rpc}, {@code message}, {@code storage}, {@code runtime}, {@code record} and {@code id}; event
 * loop only.
 */
@NullMarked
package io.kadmos.dht.slot.rollback;

import org.jspecify.annotations.NullMarked;

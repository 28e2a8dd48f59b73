/**
 * Which configuration every slot has, and whether this node serves a slot in an epoch (protocol.md §5). Imports
 * {@code membership}, {@code lookup}, {@code quorum}, {@code rpc}, {@code storage}, {@code message}, {@code call},
 * {@code event}, {@code runtime}, {@code record} and {@code id}; event loop only.
 */
@NullMarked
package io.kadmos.dht.slot;

import org.jspecify.annotations.NullMarked;

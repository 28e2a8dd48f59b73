/**
 * Which configuration every slot has, and whether this node serves a slot in an epoch (protocol.md §5). Event loop
 * only.
 */
@NullMarked
package io.kadmos.dht.slot;

import org.jspecify.annotations.NullMarked;

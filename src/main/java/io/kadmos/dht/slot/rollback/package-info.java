/**
 * How a node finds out that its disk was put back to an earlier state (protocol.md §7). Event loop only.
 */
@NullMarked
package io.kadmos.dht.slot.rollback;

import org.jspecify.annotations.NullMarked;

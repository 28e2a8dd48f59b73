/**
 * How a node finds out that its disk was put back to an earlier state.
 */
@NullMarked
package io.kadmos.dht.slot.rollback;

import org.jspecify.annotations.NullMarked;

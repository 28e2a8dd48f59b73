/**
 * How an operator has slots begin anew when a quorum of their disks is lost for good (protocol.md §8). Event loop
 * only.
 */
@NullMarked
package io.kadmos.dht.slot.recovery;

import org.jspecify.annotations.NullMarked;

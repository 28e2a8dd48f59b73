/**
 * How an operator has slots begin anew when a quorum of their disks is lost for good (protocol.md §8). Imports
 * {@code slot}, {@code membership}, {@code quorum}, {@code rpc}, {@code message}, {@code storage}, {@code runtime},
 * {@code record} and {@code id}; event loop only.
 */
@NullMarked
package io.kadmos.dht.slot.recovery;

import org.jspecify.annotations.NullMarked;

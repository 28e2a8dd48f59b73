/**
 * How a node drains and how its replicas retire: drain, read-back, retirement, erasing (protocol.md T10, T11). Imports
 * {@code slot.transfer}, {@code slot}, {@code membership}, {@code quorum}, {@code rpc}, {@code message},
 * {@code storage}, {@code runtime}, {@code record} and {@code id}; event loop only.
 */
@NullMarked
package io.kadmos.dht.slot.departure;

import org.jspecify.annotations.NullMarked;

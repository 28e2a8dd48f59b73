/**
 * How a node drains and how its replicas retire: drain, read-back, retirement, erasing (protocol.md T10, T11). Event
 * loop only.
 */
@NullMarked
package io.kadmos.dht.slot.departure;

import org.jspecify.annotations.NullMarked;

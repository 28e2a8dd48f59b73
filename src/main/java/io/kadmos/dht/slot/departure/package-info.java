/**
 * How a node and its replicas let go of slots: drain, read-back, retirement, erasing.
 */
@NullMarked
package io.kadmos.dht.slot.departure;

import org.jspecify.annotations.NullMarked;

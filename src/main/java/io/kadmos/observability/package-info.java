/**
 * What operators see: metrics and health, from the events and the status of the node. Imports {@code dht.node} and
 * {@code dht.event}.
 */
@NullMarked
package io.kadmos.observability;

import org.jspecify.annotations.NullMarked;

/**
 * What operators see: metrics, traces and health, from the events and the status of the node. Imports {@code dht.node},
 * {@code event}, {@code record} and {@code id}. Only here is OpenTelemetry known.
 */
@NullMarked
package io.kadmos.observability;

import org.jspecify.annotations.NullMarked;

/**
 * What operators see: metrics, traces and health, made from the events and the status of the node. Events arrive on
 * the event loop; scrapes and probes run on threads of the management server. Only this package knows OpenTelemetry.
 */
@NullMarked
package io.kadmos.observability;

import org.jspecify.annotations.NullMarked;

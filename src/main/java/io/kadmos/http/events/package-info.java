/**
 * {@code /cluster/events}: server-sent events.
 */
@NullMarked
package io.kadmos.http.events;

import org.jspecify.annotations.NullMarked;

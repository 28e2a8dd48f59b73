/**
 * Rare events of the node for operators: {@code GET /cluster/events}, server-sent events. The event loop delivers
 * events; each follower has a request thread.
 */
@NullMarked
package io.kadmos.http.events;

import org.jspecify.annotations.NullMarked;

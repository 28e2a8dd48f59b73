/**
 * Rare events of the node for operators: {@code GET /cluster/events}, server-sent events. Imports {@code http.cluster},
 * {@code http}, {@code http.problem}, {@code dht.node}, {@code dht.event}, {@code dht.record} and {@code dht.id}. The
 * event loop delivers events; each follower has a request thread.
 */
@NullMarked
package io.kadmos.http.events;

import org.jspecify.annotations.NullMarked;

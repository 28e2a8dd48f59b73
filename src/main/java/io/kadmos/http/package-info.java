/**
 * The gateway: {@code /kv/{key}} and {@code /cluster} over HTTP. Every request has a virtual thread of its own that
 * parses, asks the node once, waits with a deadline, and turns the outcome into a response. Whatever a client gets
 * wrong is a {@link io.kadmos.http.Problem}, thrown by whoever notices. Imports {@code dht.node}, {@code register}
 * (outcomes), {@code event}, {@code record} and {@code id}.
 */
@NullMarked
package io.kadmos.http;

import org.jspecify.annotations.NullMarked;

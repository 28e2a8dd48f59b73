/**
 * The gateway: {@code /kv/{key}} and {@code /cluster} over HTTP. Every request has its own virtual thread, which
 * parses it, calls the node once, waits at most for the deadline, and turns the outcome into a response. An invalid
 * request is a {@link io.kadmos.http.problem.Problem}, thrown by the class that finds it.
 */
@NullMarked
package io.kadmos.http;

import org.jspecify.annotations.NullMarked;

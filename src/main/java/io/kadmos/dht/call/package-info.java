/**
 * What a caller adds to a request, whichever node answers it: how long the caller waits, and the trace that follows
 * the request. The types are used on the event loop.
 */
@NullMarked
package io.kadmos.dht.call;

import org.jspecify.annotations.NullMarked;

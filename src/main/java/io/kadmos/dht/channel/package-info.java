/**
 * Sealed datagrams between nodes, and messages larger than one datagram. A {@code Channel} carries each message at most
 * a few times and maybe never: asking again is {@code rpc}'s business. Nothing that is not authentic is ever answered.
 * Everything held for others is bounded. Imports {@code id}, {@code record}, {@code event}, {@code message} and
 * {@code runtime}; event loop only, no clock and no randomness of its own.
 */
@NullMarked
package io.kadmos.dht.channel;

import org.jspecify.annotations.NullMarked;

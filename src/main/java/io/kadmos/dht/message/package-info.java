/**
 * What nodes say to each other, and its bytes. Messages are immutable values; the codec turns hostile bytes into a
 * valid message or a reason why not, and never allocates by a length it has not checked. Imports {@code id} and
 * {@code record}.
 */
@NullMarked
package io.kadmos.dht.message;

import org.jspecify.annotations.NullMarked;

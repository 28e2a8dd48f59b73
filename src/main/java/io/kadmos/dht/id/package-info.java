/**
 * Points of the 160-bit key space, and the nodes and keys that lie there. Every type is an immutable value and safe on
 * any thread.
 */
@NullMarked
package io.kadmos.dht.id;

import org.jspecify.annotations.NullMarked;

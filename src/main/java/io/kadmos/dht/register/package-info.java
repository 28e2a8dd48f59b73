/**
 * The outcomes of operations on keys, and the writes and conditions that clients ask for. All types are immutable
 * values, safe on any thread.
 */
@NullMarked
package io.kadmos.dht.register;

import org.jspecify.annotations.NullMarked;

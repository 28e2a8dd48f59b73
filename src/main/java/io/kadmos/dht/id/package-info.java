/**
 * Points of the 160-bit key space and who lives there. Imports nothing of this project; every type is an immutable
 * value and safe on any thread.
 */
@NullMarked
package io.kadmos.dht.id;

import org.jspecify.annotations.NullMarked;

/**
 * When and how a slot gets other members: who should hold it, and the agreement of its present members on the next.
 */
@NullMarked
package io.kadmos.dht.slot.change;

import org.jspecify.annotations.NullMarked;

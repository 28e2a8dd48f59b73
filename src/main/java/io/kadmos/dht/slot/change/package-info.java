/**
 * When and how a slot gets other members: which members it should have, and how its present members decide on the next
 * (protocol.md §5). Event loop only.
 */
@NullMarked
package io.kadmos.dht.slot.change;

import org.jspecify.annotations.NullMarked;

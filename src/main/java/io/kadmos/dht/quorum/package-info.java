/**
 * How a node asks the members of a slot and counts their answers: for reads, proposals, slot changes, listings, roll
 * calls and read-backs. A quorum is a majority of the members of one configuration (protocol.md C1). Event loop only.
 */
@NullMarked
package io.kadmos.dht.quorum;

import org.jspecify.annotations.NullMarked;

/**
 * Asking the members of a slot, and counting what they answer: one gather and one vote count for reads, proposals,
 * slot changes, listings, roll calls and read-backs. A quorum is a majority of the members of one configuration.
 */
@NullMarked
package io.kadmos.dht.quorum;

import org.jspecify.annotations.NullMarked;

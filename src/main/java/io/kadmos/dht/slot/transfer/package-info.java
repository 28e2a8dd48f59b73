/**
 * How rows come to the next members of a slot: warm-up before the decision, takeover behind it, and the answers of
 * those who have the rows.
 */
@NullMarked
package io.kadmos.dht.slot.transfer;

import org.jspecify.annotations.NullMarked;

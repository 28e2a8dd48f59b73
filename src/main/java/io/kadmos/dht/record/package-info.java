/**
 * What is stored and agreed on: ballots, versions, records, slots, configurations and members, as immutable values
 * without behaviour over time. Imports {@code id} only; safe on any thread.
 */
@NullMarked
package io.kadmos.dht.record;

import org.jspecify.annotations.NullMarked;

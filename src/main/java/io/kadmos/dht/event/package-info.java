/**
 * What happened, as sealed facts in the past tense. The core tells each once; metrics, the console and the simulator's
 * invariants listen. Imports {@code id} and {@code record}.
 */
@NullMarked
package io.kadmos.dht.event;

import org.jspecify.annotations.NullMarked;

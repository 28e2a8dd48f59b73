/**
 * What happened in a node, as sealed facts in the past tense. The core tells each fact once, on the event loop;
 * metrics, the console and the invariants of the simulator listen.
 */
@NullMarked
package io.kadmos.dht.event;

import org.jspecify.annotations.NullMarked;

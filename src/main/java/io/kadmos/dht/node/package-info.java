/**
 * One running node: its assembly from the parts of the core, and the only way in from other threads. Any thread may
 * call {@code Node} and read the values that it answers with; all other classes belong to the event loop.
 */
@NullMarked
package io.kadmos.dht.node;

import org.jspecify.annotations.NullMarked;

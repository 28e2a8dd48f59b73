/**
 * One running node: its assembly from the parts of the core, and the only way in from other threads. Holds wiring and
 * no logic. Imports all of {@code dht}.
 */
@NullMarked
package io.kadmos.dht.node;

import org.jspecify.annotations.NullMarked;

/**
 * Who is responsible for what: the configuration of every slot, and whether this node serves a slot in an epoch.
 * Imports {@code id}, {@code record}, {@code message}, {@code rpc}, {@code lookup}, {@code membership},
 * {@code storage}, {@code runtime}; event loop only.
 */
@NullMarked
package io.kadmos.dht.slot;

import org.jspecify.annotations.NullMarked;

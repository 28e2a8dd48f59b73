/**
 * Who is in the cluster: greeting, joining, telling the living from the silent, the address book, upkeep of the
 * buckets, and the forming of a new cluster. Everybody is known only after he answered a challenge at his address.
 * Liveness decides whom to ask first, never what a majority is. Imports {@code id}, {@code message}, {@code runtime},
 * {@code routing}, {@code rpc}, {@code lookup}, {@code storage}; event loop only; every table has a bound.
 */
@NullMarked
package io.kadmos.dht.membership;

import org.jspecify.annotations.NullMarked;

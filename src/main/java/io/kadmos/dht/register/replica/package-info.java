/**
 * The replica side of the registers: the CASPaxos acceptor.
 */
@NullMarked
package io.kadmos.dht.register.replica;

import org.jspecify.annotations.NullMarked;

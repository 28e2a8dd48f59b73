/**
 * The gateway side of the registers: the CASPaxos proposer, quorum reads and listings.
 */
@NullMarked
package io.kadmos.dht.register.gateway;

import org.jspecify.annotations.NullMarked;

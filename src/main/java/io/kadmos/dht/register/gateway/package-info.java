/**
 * The gateway side of the registers: the CASPaxos proposer, quorum reads and listings (protocol.md R1, R6 to R13,
 * R17). Event loop only.
 */
@NullMarked
package io.kadmos.dht.register.gateway;

import org.jspecify.annotations.NullMarked;

/**
 * What a key's value is: one CASPaxos register per key. {@code Acceptor} is the replica side, {@code Proposal} and
 * {@code QuorumRead} the gateway side; both are pure and return decisions, which {@code ReplicaServer} and
 * {@code RegisterClient} carry out. Imports {@code id}, {@code message}, {@code rpc}, {@code slot}, {@code storage},
 * {@code runtime}; event loop only.
 */
@NullMarked
package io.kadmos.dht.register;

import org.jspecify.annotations.NullMarked;

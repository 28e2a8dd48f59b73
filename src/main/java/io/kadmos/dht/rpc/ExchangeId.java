package io.kadmos.dht.rpc;

import io.kadmos.dht.id.Id;

/** Names one request of one node. A node's request ids start at random, so a restart does not repeat them. */
record ExchangeId(Id caller, long requestId) {}

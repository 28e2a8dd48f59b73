package io.kadmos.dht.membership;

import java.util.random.RandomGenerator;

import io.kadmos.dht.lookup.LookupDriver;
import io.kadmos.dht.rpc.Caller;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.runtime.Seeds;
import io.kadmos.dht.storage.NodeFacts;

/**
 * The things that the classes of this package share.
 *
 * @param network asks other nodes, on the event loop
 * @param facts the durable facts of this node; they are loaded before membership starts
 * @param datagramMessageBytes the longest message that travels in one datagram, in bytes
 */
public record MembershipContext(LookupDriver.Context network, Seeds seeds, NodeFacts facts, RandomGenerator random,
        int datagramMessageBytes) {

    Caller caller() {
        return network.caller();
    }

    EventLoop loop() {
        return network.loop();
    }

    Moment now() {
        return new Moment(loop().uptime(), loop().wallTime());
    }
}

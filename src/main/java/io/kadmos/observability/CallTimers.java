package io.kadmos.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;

import io.kadmos.dht.event.NodeEvent.CallEnd;

/**
 * Timers of the requests between nodes, by type. A type has its timers from its first request on; there are at most as
 * many types as types of messages. Event loop only.
 */
final class CallTimers {

    private final MeterRegistry registry;
    private final Map<String, MeterTable<CallEnd, Timer>> made = new HashMap<>();
    private final Map<String, Timer> served = new HashMap<>();

    CallTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The timer of requests from this node to others. */
    Timer made(String type, CallEnd end) {
        return made.computeIfAbsent(type, this::register).of(end);
    }

    /** The timer of requests from other nodes to this one. */
    Timer served(String type) {
        return served.computeIfAbsent(type, _ -> Timer.builder("kadmos.rpc.server")
                .description("Requests of other nodes, until they were answered").tag("type", type)
                .register(registry));
    }

    private MeterTable<CallEnd, Timer> register(String type) {
        return new MeterTable<>(CallEnd.class, end -> Timer.builder("kadmos.rpc.client")
                .description("Requests to other nodes, until they had an outcome")
                .tags("type", type, "outcome", Words.of(end)).register(registry));
    }
}

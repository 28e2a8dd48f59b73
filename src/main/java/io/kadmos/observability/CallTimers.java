package io.kadmos.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.Map;

import io.kadmos.dht.event.NodeEvent.CallEnd;

/**
 * Timers of the questions between nodes, by the type of the question. There are as many types as there are messages;
 * each has its timers from its first question on. On the event loop alone.
 */
final class CallTimers {

    private final MeterRegistry registry;
    private final Map<String, MeterTable<CallEnd, Timer>> made = new HashMap<>();
    private final Map<String, Timer> served = new HashMap<>();

    CallTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Of this node's questions to others. */
    Timer made(String type, CallEnd end) {
        return made.computeIfAbsent(type, this::register).of(end);
    }

    /** Of other nodes' questions to this one. */
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

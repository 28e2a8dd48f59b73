package io.kadmos.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.ChangeReason;
import io.kadmos.dht.event.NodeEvent.DropReason;

/**
 * All meters of a node, fed by its events. Labels come from fixed sets only, so their number is bounded. Meters are
 * looked up once and kept: events come thousands of times a second.
 */
@Component
public final class NodeMeters implements Consumer<NodeEvent> {

    private final MeterRegistry registry;
    private final Counter sent;
    private final Counter received;
    private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);
    private final Counter retransmissions;
    private final Timer lookups;
    private final DistributionSummary lookupHops;
    private final Counter damagedRecords;
    private final Counter rollbacks;
    private final Counter bugs;
    private final Timer reconfigurations;
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();

    /** Registers the meters. */
    NodeMeters(MeterRegistry registry) {
        this.registry = registry;
        sent = counter("kadmos.datagrams", "Datagrams to and from other nodes", "direction", "sent");
        received = counter("kadmos.datagrams", "Datagrams to and from other nodes", "direction", "received");
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, counter("kadmos.datagrams.dropped", "Datagrams that were thrown away", "reason",
                    word(reason)));
        }
        retransmissions = counter("kadmos.rpc.retransmissions", "Requests sent again because no answer came");
        lookups = Timer.builder("kadmos.lookup").description("Lookups of the closest nodes").register(registry);
        lookupHops = DistributionSummary.builder("kadmos.lookup.hops").description("Hops of a lookup")
                .register(registry);
        damagedRecords = counter("kadmos.storage.damaged.records", "Records that failed their checksum");
        rollbacks = counter("kadmos.storage.rollbacks", "Discoveries that the disk was put back to an earlier state");
        reconfigurations = Timer.builder("kadmos.reconfiguration")
                .description("Changes of the members of some slots").register(registry);
        bugs = counter("kadmos.bugs", "Exceptions that nobody expected: each is in the log");
    }

    /** Told on the event loop. */
    @Override
    public void accept(NodeEvent event) {
        switch (event) {
            case NodeEvent.DatagramSent _ -> sent.increment();
            case NodeEvent.DatagramReceived _ -> received.increment();
            case NodeEvent.DatagramDropped(var reason) -> Objects.requireNonNull(dropped.get(reason)).increment();
            case NodeEvent.CallEnded(var type, var end, var elapsed) ->
                timer("kadmos.rpc.client", type, word(end)).record(elapsed);
            case NodeEvent.RequestServed(var type, var elapsed) -> timer("kadmos.rpc.server", type, "").record(elapsed);
            case NodeEvent.Retransmitted() -> retransmissions.increment();
            case NodeEvent.LookupEnded(var hops, var elapsed) -> {
                lookups.record(elapsed);
                lookupHops.record(hops);
            }
            case NodeEvent.RecordDamaged _ -> damagedRecords.increment();
            case NodeEvent.DiskRolledBack() -> rollbacks.increment();
            case NodeEvent.BugCaught _ -> bugs.increment();
            case NodeEvent.Reconfigured(var reason, var slots, var decided, var elapsed) -> {
                reconfigurations.record(elapsed);
                reconfigured(reason, "decided").increment(decided);
                reconfigured(reason, "failed").increment(slots - decided);
            }
            case NodeEvent.StateEntered _, NodeEvent.FormationAdopted _, NodeEvent.PeerEntered _ -> {}
            case NodeEvent.SlotActivated _ -> {}
        }
    }

    /** Counts an operation of a client; callable from any thread. */
    public void operationEnded(String operation, String outcome, Duration elapsed) {
        timer("kadmos.kv.operations", operation, outcome).record(elapsed);
    }

    /** Counts something that should never happen; callable from any thread. */
    public void bugCaught() {
        bugs.increment();
    }

    /** Shows how many requests are worked on. */
    public void inFlightRequests(IntSupplier count) {
        Gauge.builder("kadmos.in.flight.requests", count::getAsInt).description("Requests that are worked on")
                .strongReference(true).register(registry);
    }

    private Timer timer(String name, String first, String second) {
        return timers.computeIfAbsent(new Labels(name, first, second), this::register);
    }

    private Timer register(Labels labels) {
        return switch (labels.name) {
            case "kadmos.rpc.client" -> Timer.builder(labels.name).description("Requests to other nodes")
                    .tags("type", labels.first, "outcome", labels.second).register(registry);
            case "kadmos.rpc.server" -> Timer.builder(labels.name).description("Requests of other nodes")
                    .tags("type", labels.first).register(registry);
            default -> Timer.builder(labels.name).description("Operations of clients")
                    .tags("operation", labels.first, "outcome", labels.second).register(registry);
        };
    }

    private Counter reconfigured(ChangeReason reason, String outcome) {
        return counter("kadmos.reconfigurations", "Slots that were to have other members", "reason", word(reason),
                "outcome", outcome);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record Labels(String name, String first, String second) {}
}

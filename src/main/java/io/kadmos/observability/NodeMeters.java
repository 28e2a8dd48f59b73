package io.kadmos.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.springframework.stereotype.Component;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.CallEnd;
import io.kadmos.dht.event.NodeEvent.ChangeReason;
import io.kadmos.dht.event.NodeEvent.Direction;
import io.kadmos.dht.event.NodeEvent.DropReason;
import io.kadmos.dht.event.NodeEvent.Phase;
import io.kadmos.dht.event.NodeEvent.RoundEnd;

/**
 * The counters and timers of a node, fed by its events. Labels come from fixed sets, so the number of meters is
 * bounded. Most meters exist from the start, because a series that begins with its first error hides that error; those
 * of requests between nodes begin with the first request of a type. {@link NodeGauges} has the values that are measured
 * at a scrape. {@link #accept} runs on the event loop, tens of thousands of times a second, so meters are looked up
 * once and kept; the other methods are callable from any thread.
 */
@Component
public final class NodeMeters implements Consumer<NodeEvent> {

    private final MeterRegistry registry;
    private final MeterTable<Direction, Counter> datagrams;
    private final MeterTable<DropReason, Counter> dropped;
    private final MeterGrid<Phase, RoundEnd, Counter> rounds;
    private final MeterGrid<ChangeReason, ChangeEnd, Counter> changed;
    private final MeterTable<Direction, Counter> transferredBytes;
    private final CallTimers calls;
    private final OperationTimers operations;
    private final Counter retransmissions;
    private final Timer lookups;
    private final DistributionSummary lookupHops;
    private final Counter damagedRecords;
    private final Counter rollbacks;
    private final Counter bugs;
    private final Timer reconfigurations;
    private final Timer diskWrites;

    /** How the change of a slot ended. */
    private enum ChangeEnd {
        DECIDED, FAILED
    }

    /** Registers the meters. */
    NodeMeters(MeterRegistry registry) {
        this.registry = registry;
        datagrams = new MeterTable<>(Direction.class, direction -> counter("kadmos.datagrams",
                "Authentic datagrams to and from other nodes", "direction", Words.of(direction)));
        dropped = new MeterTable<>(DropReason.class, reason -> counter("kadmos.datagrams.dropped",
                "Datagrams that were thrown away", "reason", Words.of(reason)));
        rounds = new MeterGrid<>(Phase.class, RoundEnd.class, (phase, end) -> counter("kadmos.paxos.rounds",
                "Rounds of operations on keys", "phase", Words.of(phase), "outcome", Words.of(end)));
        changed = new MeterGrid<>(ChangeReason.class, ChangeEnd.class, (reason, end) -> counter(
                "kadmos.reconfigurations", "Slots that were to have other members", "reason", Words.of(reason),
                "outcome", Words.of(end)));
        transferredBytes = new MeterTable<>(Direction.class, direction -> Counter.builder("kadmos.transfer")
                .description("Rows that moved because the members of their slot change").baseUnit("bytes")
                .tag("direction", Words.of(direction)).register(registry));
        calls = new CallTimers(registry);
        operations = new OperationTimers(registry);
        retransmissions = counter("kadmos.rpc.retransmissions", "Requests sent again because no answer came");
        lookups = Timer.builder("kadmos.lookup").description("Lookups of the closest nodes").register(registry);
        lookupHops = DistributionSummary.builder("kadmos.lookup.hops").description("Hops of a lookup")
                .register(registry);
        damagedRecords = counter("kadmos.storage.damaged.records", "Records that failed their checksum");
        rollbacks = counter("kadmos.storage.rollbacks", "Discoveries that the disk was put back to an earlier state");
        reconfigurations = Timer.builder("kadmos.reconfiguration")
                .description("Changes of the members of some slots").register(registry);
        diskWrites = Timer.builder("kadmos.storage.sync").description("Writes to the disk until they are durable")
                .serviceLevelObjectives(Buckets.DISK).register(registry);
        bugs = counter("kadmos.bugs", "Unexpected exceptions: each is in the log");
    }

    /** Counts an event. Event loop only. */
    @Override
    public void accept(NodeEvent event) {
        switch (event) {
            case NodeEvent.DatagramSent _ -> datagrams.of(Direction.SENT).increment();
            case NodeEvent.DatagramReceived _ -> datagrams.of(Direction.RECEIVED).increment();
            case NodeEvent.DatagramDropped(var reason) -> dropped.of(reason).increment();
            case NodeEvent.CallEnded(var type, CallEnd end, var elapsed) -> calls.made(type, end).record(elapsed);
            case NodeEvent.RequestServed(var type, var elapsed) -> calls.served(type).record(elapsed);
            case NodeEvent.Retransmitted() -> retransmissions.increment();
            case NodeEvent.LookupEnded(var hops, var elapsed) -> {
                lookups.record(elapsed);
                lookupHops.record(hops);
            }
            case NodeEvent.RoundEnded(var phase, var end) -> rounds.of(phase, end).increment();
            case NodeEvent.RecordDamaged _ -> damagedRecords.increment();
            case NodeEvent.DiskRolledBack() -> rollbacks.increment();
            case NodeEvent.BugCaught _ -> bugs.increment();
            case NodeEvent.RowsMoved(_, var direction, _, var bytes) ->
                transferredBytes.of(direction).increment((double) bytes);
            case NodeEvent.Reconfigured(var reason, var slots, var decided, var elapsed) -> {
                reconfigurations.record(elapsed);
                changed.of(reason, ChangeEnd.DECIDED).increment(decided);
                changed.of(reason, ChangeEnd.FAILED).increment(slots - decided);
            }
            case NodeEvent.StateEntered _, NodeEvent.FormationAdopted _, NodeEvent.PeerEntered _ -> {}
            case NodeEvent.SlotActivated _, NodeEvent.TracedRequestServed _ -> {}
        }
    }

    /** Counts an operation of a client. Callable from any thread. */
    public void operationEnded(String operation, String outcome, Duration elapsed) {
        operations.of(operation, outcome).record(elapsed);
    }

    /** Counts an unexpected exception. Callable from any thread. */
    public void bugCaught() {
        bugs.increment();
    }

    /** Counts a write to the disk. Callable from any thread. */
    public void diskWritten(Duration elapsed) {
        diskWrites.record(elapsed);
    }

    /** Shows how many bytes the disk takes. */
    public void storageBytes(LongSupplier bytes) {
        Gauge.builder("kadmos.storage", bytes::getAsLong).baseUnit("bytes")
                .description("What this node stores, as it lies on the disk, roughly")
                .strongReference(true).register(registry);
    }

    /** Shows how many requests are worked on. */
    public void inFlightRequests(IntSupplier count) {
        Gauge.builder("kadmos.in.flight.requests", count::getAsInt).description("Requests that are worked on")
                .strongReference(true).register(registry);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }
}

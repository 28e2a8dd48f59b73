package io.kadmos.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import io.kadmos.dht.node.Measurements;
import io.kadmos.dht.node.Node;
import io.kadmos.dht.node.NodeStatus;
import io.kadmos.dht.node.Readiness;
import io.kadmos.dht.record.NodeState;

/** What is measured when somebody looks. All gauges of one scrape show the same moment. */
@Component
final class NodeGauges implements MeterBinder {

    private final Snapshot snapshot;

    @Autowired
    NodeGauges(Node node) {
        this(node::measurements);
    }

    NodeGauges(Supplier<CompletableFuture<Measurements>> source) {
        this.snapshot = new Snapshot(source, System::nanoTime);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindNodes(registry);
        bindSlots(registry);
        bindStorage(registry);
        gauge("kadmos.clock.skew", "How far the clock is ahead of the median of the cluster",
                now -> now.clockSkew().toNanos() / 1e9).baseUnit("seconds").register(registry);
    }

    private void bindNodes(MeterRegistry registry) {
        for (NodeState state : NodeState.values()) {
            gauge("kadmos.nodes", "Nodes known to this one, itself included, by state",
                    now -> now.nodes().getOrDefault(state, 0)).tag("state", Words.of(state)).register(registry);
        }
        for (Readiness.Reason reason : Readiness.Reason.values()) {
            gauge("kadmos.readiness", "1 for the reason that readiness gives, 0 for every other",
                    now -> now.reason() == reason ? 1 : 0).tag("reason", reason.code()).register(registry);
        }
        gauge("kadmos.narrow.paths", "Other nodes to or from which long datagrams get lost, of the latest few tried",
                Measurements::narrowPaths).register(registry);
        contacts(registry, "live", Measurements.Contacts::live);
        contacts(registry, "silent", Measurements.Contacts::silent);
        contacts(registry, "replacement", Measurements.Contacts::replacements);
    }

    private void contacts(MeterRegistry registry, String state, ToDoubleFunction<Measurements.Contacts> count) {
        gauge("kadmos.routing.contacts", "Nodes in the routing table, by state",
                now -> count.applyAsDouble(now.contacts())).tag("state", state).register(registry);
    }

    private void bindSlots(MeterRegistry registry) {
        slots(registry, "active", NodeStatus.Slots::active);
        slots(registry, "moving", NodeStatus.Slots::moving);
        slots(registry, "unknown", slots -> slots.total() - slots.active() - slots.moving());
        gauge("kadmos.slots.held", "Slots that this node is a member of", Measurements::slotsHeld).register(registry);
        gauge("kadmos.slots.under.replicated", "Slots with fewer living members than they should have",
                now -> now.slots().underReplicated()).register(registry);
        gauge("kadmos.slots.without.quorum", "Slots for which no majority of the members answers this node",
                Measurements::slotsWithoutQuorum).register(registry);
    }

    private void slots(MeterRegistry registry, String state, ToDoubleFunction<NodeStatus.Slots> count) {
        gauge("kadmos.slots", "Slots of the key space as this node sees them, by state",
                now -> count.applyAsDouble(now.slots())).tag("state", state).register(registry);
    }

    private void bindStorage(MeterRegistry registry) {
        gauge("kadmos.storage.keys", "Keys with a value on this node", now -> now.rows().keys()).register(registry);
        gauge("kadmos.storage.tombstones", "Keys on this node that were deleted and are not forgotten yet",
                now -> now.rows().tombstones()).register(registry);
        gauge("kadmos.storage.full", "1 while the volume is above its high-water mark, so that nothing may grow",
                now -> now.rows().isDiskFull() ? 1 : 0).register(registry);
    }

    private Gauge.Builder<Snapshot> gauge(String name, String description, ToDoubleFunction<Measurements> value) {
        return Gauge.builder(name, snapshot, each -> each.latest().map(value::applyAsDouble).orElse(Double.NaN))
                .description(description).strongReference(true);
    }
}

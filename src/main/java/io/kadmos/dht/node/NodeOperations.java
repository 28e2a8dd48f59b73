package io.kadmos.dht.node;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.event.RequestTrace;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.membership.LocalNode;
import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.message.Request.AskRoutingTable;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.DrainStatus;
import io.kadmos.dht.record.RecoveryOrder;
import io.kadmos.dht.record.RecoveryOutcome;
import io.kadmos.dht.record.RoutingReport;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.register.ListOutcome;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.gateway.RegisterClient;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.rpc.Caller;

/** What a running node does for {@link Node}, by the parts that do it. On the loop. */
final class NodeOperations {

    private final LocalNode self;
    private final Membership membership;
    private final Caller caller;
    private final SlotParts slots;
    private final RegisterClient registers;
    private final StatusReport report;

    NodeOperations(LocalNode self, Membership membership, Caller caller, SlotParts slots, RegisterClient registers,
            StatusReport report) {
        this.self = self;
        this.membership = membership;
        this.caller = caller;
        this.slots = slots;
        this.registers = registers;
        this.report = report;
    }

    void read(Key key, Consistency consistency, Duration timeout, @Nullable RequestTrace trace,
            Consumer<ReadOutcome> done) {
        switch (consistency) {
            case LINEARIZABLE -> registers.under(trace).read(key, timeout, done);
            case LOCAL -> registers.under(trace).readLocal(key, timeout, done);
        }
    }

    void write(Key key, Mutation mutation, Duration timeout, @Nullable RequestTrace trace,
            Consumer<WriteOutcome> done) {
        if (mutation.expires() && !membership.skew().isTrusted()) {
            done.accept(new NotApplied(NotApplied.Reason.CLOCK_SKEW));
        } else {
            registers.under(trace).write(key, mutation, timeout, done);
        }
    }

    void list(Slot slot, @Nullable Key after, Duration timeout, Consumer<ListOutcome> done) {
        registers.list(slot, after, timeout, done);
    }

    /** A silent member is not waited for until the end: what the others hold is to be told in time. */
    void placement(Key key, Duration timeout, Consumer<Optional<Placement>> done) {
        registers.versions(key, timeout.dividedBy(2), versions -> done.accept(report.placement(key, versions)));
    }

    void recover(RecoveryOrder order, Consumer<RecoveryOutcome> done) {
        slots.recovery().run(order, done);
    }

    void lookup(Id target, Consumer<LookupReport> done) {
        new TracedLookup(target, report::name).run(membership.lookups(), done);
    }

    void explain(Key key, Duration timeout, Consumer<ReadReport> done) {
        registers.explain(key, timeout, explanation -> done.accept(report.explained(explanation)));
    }

    DrainStatus drain() {
        slots.drain().begin();
        return slots.drain().status();
    }

    DrainStatus drainStatus() {
        return slots.drain().status();
    }

    NodeStatus status() {
        return report.status();
    }

    Measurements measurements() {
        return report.measurements();
    }

    RoutingReport routingTable() {
        return report.routingTable();
    }

    void routingTable(Id node, Duration timeout, Consumer<Optional<RoutingReport>> done) {
        if (node.equals(self.id())) {
            done.accept(Optional.of(report.routingTable()));
            return;
        }
        membership.contact(node).ifPresentOrElse(
                contact -> caller.call(contact, new AskRoutingTable(), timeout, result -> done
                        .accept(result instanceof CallResult.Answered(Response.RoutingTable(var table), _)
                                ? Optional.of(table)
                                : Optional.empty())),
                () -> done.accept(Optional.empty()));
    }

    Readiness readiness() {
        return report.readiness();
    }
}

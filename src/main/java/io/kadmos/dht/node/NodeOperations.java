package io.kadmos.dht.node;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.Call;
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

/** What a running node does for {@link Node}. Each operation goes to the part that does it. Event loop only. */
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

    void read(Key key, Consistency consistency, Call call, Consumer<ReadOutcome> done) {
        switch (consistency) {
            case LINEARIZABLE -> registers.read(key, call, done);
            case LOCAL -> registers.readLocal(key, call, done);
        }
    }

    void write(Key key, Mutation mutation, Call call, Consumer<WriteOutcome> done) {
        if (mutation.expires() && !membership.skew().isTrusted()) {
            done.accept(new NotApplied(NotApplied.Reason.CLOCK_SKEW));
        } else {
            registers.write(key, mutation, call, done);
        }
    }

    void list(Slot slot, @Nullable Key after, Call call, Consumer<ListOutcome> done) {
        registers.list(slot, after, call, done);
    }

    /**
     * Waits for silent members half of the timeout only, so that the answer comes in time and tells what the others
     * hold.
     */
    void placement(Key key, Call call, Consumer<Optional<Placement>> done) {
        registers.versions(key, new Call(call.timeout().dividedBy(2), call.trace()),
                versions -> done.accept(report.placement(key, versions)));
    }

    void recover(RecoveryOrder order, Consumer<RecoveryOutcome> done) {
        slots.recovery().run(order, done);
    }

    void lookup(Id target, Consumer<LookupReport> done) {
        new TracedLookup(target, report::name).run(membership.lookups(), done);
    }

    void explain(Key key, Call call, Consumer<ReadReport> done) {
        registers.explain(key, call, explanation -> done.accept(report.explained(explanation)));
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

    void routingTable(Id node, Call call, Consumer<Optional<RoutingReport>> done) {
        if (node.equals(self.id())) {
            done.accept(Optional.of(report.routingTable()));
            return;
        }
        membership.contact(node).ifPresentOrElse(
                contact -> caller.call(contact, new AskRoutingTable(), call, result -> done
                        .accept(result instanceof CallResult.Answered(Response.RoutingTable(var table), _)
                                ? Optional.of(table)
                                : Optional.empty())),
                () -> done.accept(Optional.empty()));
    }

    Readiness readiness() {
        return report.readiness();
    }
}

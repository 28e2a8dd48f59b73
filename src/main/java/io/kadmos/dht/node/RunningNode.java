package io.kadmos.dht.node;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.channel.Channel;
import io.kadmos.dht.channel.Credentials;
import io.kadmos.dht.channel.Keyring;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.event.NodeEvent.DatagramDropped;
import io.kadmos.dht.event.NodeEvent.PeerEntered;
import io.kadmos.dht.event.NodeEvent.RowsMoved;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.id.Key;
import io.kadmos.dht.lookup.LookupDriver;
import io.kadmos.dht.membership.Listeners;
import io.kadmos.dht.membership.LocalNode;
import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.membership.MembershipContext;
import io.kadmos.dht.membership.Peer;
import io.kadmos.dht.membership.Skew;
import io.kadmos.dht.message.Request.AskRoutingTable;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.quorum.MemberCalls;
import io.kadmos.dht.record.DrainStatus;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.record.Member;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.record.RecoveryOrder;
import io.kadmos.dht.record.RecoveryOutcome;
import io.kadmos.dht.record.RoutingReport;
import io.kadmos.dht.record.Slot;
import io.kadmos.dht.register.ListOutcome;
import io.kadmos.dht.register.Mutation;
import io.kadmos.dht.register.NotApplied;
import io.kadmos.dht.register.ReadOutcome;
import io.kadmos.dht.register.WriteOutcome;
import io.kadmos.dht.register.gateway.PreferredMembers;
import io.kadmos.dht.register.gateway.RegisterClient;
import io.kadmos.dht.register.replica.ReplicaContext;
import io.kadmos.dht.register.replica.ReplicaServer;
import io.kadmos.dht.register.upkeep.DamageRepair;
import io.kadmos.dht.register.upkeep.ExpirySweeper;
import io.kadmos.dht.register.upkeep.Repair;
import io.kadmos.dht.register.upkeep.RepairServer;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.rpc.Rpc;
import io.kadmos.dht.runtime.EventLoop;
import io.kadmos.dht.slot.DiskTrust;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.SlotTable;
import io.kadmos.dht.slot.rollback.DiskWitnesses;
import io.kadmos.dht.storage.DiskMarks;
import io.kadmos.dht.storage.NodeFacts;
import io.kadmos.dht.storage.PromiseCeiling;
import io.kadmos.dht.storage.Rows;
import io.kadmos.dht.storage.SlotStates;
import io.kadmos.dht.storage.StorageException;

/** The parts of a node whose facts are loaded, wired. On the loop alone. */
final class RunningNode {

    private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);

    private final Consumer<NodeEvent> events;
    private final LocalNode self;
    private final Rows rows;
    private final SlotTable slots;
    private final DiskMarks marks;
    private final Channel channel;
    private final Rpc rpc;
    private final Membership membership;
    private final SlotDuties duties;
    private final RegisterClient registers;
    private final Repair repair;
    private final ExpirySweeper sweeper;
    private final DamageRepair damage;
    private final WrongSecretWatch wrongSecrets;
    private final StatusReport report;

    RunningNode(NodeSettings settings, NodePorts ports, NodeIdentity identity, NodeFacts facts,
            Consumer<NodeEvent> events) {
        EventLoop loop = ports.loop();
        this.events = events;
        self = new LocalNode(identity.clusterName(), identity.nodeName(), identity.disk(), facts.incarnation(),
                identity.advertised(), identity.release());
        HybridClock clock = new HybridClock(facts.promiseCeiling());
        PromiseCeiling ceiling = new PromiseCeiling(facts, loop);
        rows = new Rows(ports.disk(), ceiling, settings.registers().rowCacheBytes(), events);
        slots = new SlotTable(self.asMember(), new SlotStates(ports.disk()), rows,
                new DiskTrust(self.asMember(), facts.unconfirmedEdits()));
        marks = new DiskMarks(ports.disk(), loop);
        Credentials credentials = new Credentials(identity.clusterName(), self.id(), identity.keyring());
        wrongSecrets = new WrongSecretWatch(loop);
        channel = new Channel(settings.channel(), credentials, loop, ports.transport(), ports.random(),
                this::happened);
        rpc = new Rpc(channel, loop, ports.random(), clock, events);
        membership = new Membership(self, settings.forming(), settings.membership(), settings.kademlia(),
                new MembershipContext(new LookupDriver.Context(rpc, rpc::patience, loop), ports.seeds(),
                        facts,
                        ports.random(), channel.smallMessageBytes()),
                new Listeners(this::formed, this::conflict, this::happened));
        MemberCalls calls = new MemberCalls(rpc, loop, this::contact);
        SlotContext host = new SlotContext(slots, rows, calls, loop, ports.random(), clock, settings.slots(),
                this::happened);
        duties = new SlotDuties(host, membership, rpc,
                new DiskWitnesses.OwnDisk(ports.disk(), facts, marks), this::rolledBack);
        ReplicaContext replica = new ReplicaContext(self.asMember(), slots, rows, ceiling);
        PreferredMembers replicas = new PreferredMembers(self.id(), calls, rpc, membership::isSuspect);
        registers = new RegisterClient(host, duties.locator(), replicas);
        repair = new Repair(replica, replicas, registers, loop, ports.random(), settings.registers().repairInterval());
        sweeper = new ExpirySweeper(replica, registers, loop, settings.registers().sweepInterval(),
                this::isClockTrusted);
        damage = new DamageRepair(replica, registers);
        report = new StatusReport(self, settings.forming(), membership, duties, rpc, wrongSecrets);
        membership.answerOn(rpc);
        new ReplicaServer(replica).register(rpc);
        new RepairServer(replica).register(rpc);
        duties.register(rpc);
        rpc.on(AskRoutingTable.class,
                (request, caller, answer) -> answer.accept(new Response.RoutingTable(report.routingTable())));
    }

    void start(Consumer<Optional<StorageException>> started) {
        rows.onDamage(damage::found);
        rows.start(problem -> unless(problem, started, () -> slots.load(trouble -> unless(trouble, started,
                () -> marks.load(failure -> unless(failure, started, () -> {
                    rpc.start();
                    membership.start();
                    duties.start();
                    repair.start();
                    sweeper.start();
                    started.accept(Optional.empty());
                }))))));
    }

    private static void unless(Optional<StorageException> problem, Consumer<Optional<StorageException>> started,
            Runnable goOn) {
        problem.ifPresentOrElse(_ -> started.accept(problem), goOn);
    }

    void read(Key key, Consistency consistency, Call call, Consumer<ReadOutcome> done) {
        switch (consistency) {
            case LINEARIZABLE -> registers.read(key, call, done);
            case LOCAL -> registers.readLocal(key, call, done);
        }
    }

    void write(Key key, Mutation mutation, Call call, Consumer<WriteOutcome> done) {
        if (mutation.expires() && !isClockTrusted()) {
            done.accept(new NotApplied(NotApplied.Reason.CLOCK_SKEW));
        } else {
            registers.write(key, mutation, call, done);
        }
    }

    void list(Slot slot, @Nullable Key after, Call call, Consumer<ListOutcome> done) {
        registers.list(slot, after, call, done);
    }

    /** A silent member is not waited for until the end: what the others hold is to be told in time. */
    void placement(Key key, Call call, Consumer<Optional<Placement>> done) {
        registers.versions(key, new Call(call.timeout().dividedBy(2), call.trace()),
                versions -> done.accept(report.placement(key, versions)));
    }

    void recover(RecoveryOrder order, Consumer<RecoveryOutcome> done) {
        duties.recovery().run(order, done);
    }

    void replace(Keyring keyring) {
        channel.replace(keyring);
    }

    void lookup(Id target, Consumer<LookupReport> done) {
        new TracedLookup(target, report::name).run(membership.lookups(), done);
    }

    void explain(Key key, Call call, Consumer<ReadReport> done) {
        registers.explain(key, call, explanation -> done.accept(report.explained(explanation)));
    }

    DrainStatus drain() {
        duties.drain().begin();
        return duties.drain().status();
    }

    DrainStatus drainStatus() {
        return duties.drain().status();
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
                contact -> rpc.call(contact, new AskRoutingTable(), call, result -> done
                        .accept(result instanceof CallResult.Answered(Response.RoutingTable(var table), _)
                                ? Optional.of(table)
                                : Optional.empty())),
                () -> done.accept(Optional.empty()));
    }

    Readiness readiness() {
        return report.readiness();
    }

    void close() {
        membership.close();
        rpc.close();
    }

    private Optional<Contact> contact(Id node) {
        return node.equals(self.id()) ? Optional.of(self.contact()) : membership.contact(node);
    }

    private boolean isClockTrusted() {
        return membership.skew().level() != Skew.Level.UNREADY;
    }

    private void formed(Formation formation) {
        slots.adopt(formation);
        if (!duties.drain().hasBegun()) {
            membership.enter(NodeState.ACTIVE);
            events.accept(new NodeEvent.StateEntered(NodeState.ACTIVE, Readiness.Reason.READY.code()));
        }
        LOG.info("Taking part: cluster={} id={} slots={} of {}", self.clusterName(), formation.clusterId(),
                slots.served().size(), formation.slots().count());
    }

    private void conflict(String explanation) {
        LOG.error("{}", explanation);
    }

    private void entered(Id peer, NodeState state) {
        if (state != NodeState.SUSPECT) {
            duties.met(peer, state);
        }
        if (state == NodeState.ACTIVE) {
            repair.returned(peer);
        }
    }

    private void rolledBack(Member by, long edits) {
        events.accept(new NodeEvent.DiskRolledBack());
        membership.enter(NodeState.JOINING);
        events.accept(new NodeEvent.StateEntered(NodeState.JOINING, Readiness.Reason.ROLLED_BACK.code()));
        LOG.error("{} (it had {} edits at the start, node {} saw it with {}: a snapshot was restored, or the log lost"
                + " its end)", ReadinessRule.ROLLED_BACK.message(), slots.trust().startedWith(),
                membership.peer(by.node()).map(Peer::name).orElseGet(() -> by.node().shortHex()), edits);
    }

    private void happened(NodeEvent event) {
        if (event instanceof DatagramDropped(var reason)) {
            wrongSecrets.dropped(reason);
        } else if (event instanceof PeerEntered(var peer, _, var state)) {
            entered(peer, state);
        } else if (event instanceof RowsMoved rows) {
            duties.moved(rows);
        }
        events.accept(event);
    }
}

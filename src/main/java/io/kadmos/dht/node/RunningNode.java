package io.kadmos.dht.node;

import java.util.Optional;
import java.util.function.Consumer;

import io.kadmos.dht.channel.Channel;
import io.kadmos.dht.channel.Credentials;
import io.kadmos.dht.channel.Keyring;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.lookup.LookupDriver;
import io.kadmos.dht.membership.Listeners;
import io.kadmos.dht.membership.LocalNode;
import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.membership.MembershipContext;
import io.kadmos.dht.membership.Peer;
import io.kadmos.dht.quorum.MemberCalls;
import io.kadmos.dht.record.HybridClock;
import io.kadmos.dht.register.gateway.PreferredMembers;
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

/** The parts of a node whose facts are loaded: wires, starts and closes them. Event loop only. */
final class RunningNode {

    private final StoredState stored;
    private final Channel channel;
    private final Rpc rpc;
    private final Membership membership;
    private final Participation participation;
    private final SlotParts slots;
    private final RegisterParts registers;
    private final NodeOperations operations;

    RunningNode(NodeSettings settings, NodePorts ports, NodeIdentity identity, NodeFacts facts,
            Consumer<NodeEvent> events) {
        EventLoop loop = ports.loop();
        LocalNode self = new LocalNode(identity.clusterName(), identity.nodeName(), identity.disk(),
                facts.incarnation(), identity.advertised(), identity.release());
        HybridClock clock = new HybridClock(facts.promiseCeiling());
        PromiseCeiling ceiling = new PromiseCeiling(facts, loop);
        Rows rows = new Rows(ports.disk(), ceiling, settings.registers().rowCacheBytes(), events);
        SlotTable table = new SlotTable(self.asMember(), new SlotStates(ports.disk()), rows,
                new DiskTrust(self.asMember(), facts.unconfirmedEdits()));
        stored = new StoredState(rows, table, new DiskMarks(ports.disk(), loop));
        Credentials credentials = new Credentials(identity.clusterName(), self.id(), identity.keyring());
        WrongSecretWatch wrongSecrets = new WrongSecretWatch(loop);
        channel = new Channel(settings.channel(), credentials, loop, ports.transport(), ports.random(), events);
        channel.onRejected(wrongSecrets::rejected);
        rpc = new Rpc(channel, loop, ports.random(), clock, events);
        membership = new Membership(self, settings.forming(), settings.membership(), settings.kademlia(),
                new MembershipContext(new LookupDriver.Context(rpc, rpc::patience, loop), ports.seeds(),
                        facts, ports.random(), channel.smallMessageBytes()),
                events);
        participation = new Participation(self, membership, table, events);
        MemberCalls calls = new MemberCalls(rpc, loop, membership::contactOrOwn);
        SlotContext context = new SlotContext(table, rows, calls, loop, ports.random(), clock, settings.slots(),
                events);
        slots = new SlotParts(context, membership, rpc,
                new DiskWitnesses.OwnDisk(ports.disk(), facts, stored.marks()), participation::rolledBack);
        registers = new RegisterParts(context, slots.locator(),
                new PreferredMembers(self.id(), calls, rpc, membership::isSuspect), ceiling, settings.registers(),
                membership);
        StatusReport report = new StatusReport(self, settings.forming(), membership, slots, rpc, wrongSecrets);
        operations = new NodeOperations(self, membership, rpc, slots, registers.client(), report);
        membership.answerOn(rpc);
        slots.register(rpc);
        registers.register(rpc);
        report.register(rpc);
    }

    /**
     * Reads the rest of the disk and begins to take part. Tells once whether the disk can be trusted; if not, the node
     * does not take part.
     */
    void start(Consumer<Optional<StorageException>> started) {
        stored.load(problem -> {
            if (problem.isEmpty()) {
                rpc.start();
                membership.start(new Listeners(participation::formed, participation::conflict, this::entered));
                slots.start();
                registers.start();
            }
            started.accept(problem);
        });
    }

    private void entered(Peer peer) {
        slots.entered(peer);
        registers.entered(peer);
    }

    /** What this node does for {@link Node}. */
    NodeOperations operations() {
        return operations;
    }

    /** Seals and opens datagrams with these keys from now on. */
    void replace(Keyring keyring) {
        channel.replace(keyring);
    }

    /** Ends every call. From here on this node neither sends nor receives. Other scheduled tasks end with the loop. */
    void close() {
        membership.close();
        rpc.close();
    }
}

package io.kadmos.dht.node;

import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.membership.Peer;
import io.kadmos.dht.register.RegisterSettings;
import io.kadmos.dht.register.gateway.PreferredMembers;
import io.kadmos.dht.register.gateway.RegisterClient;
import io.kadmos.dht.register.replica.ReplicaContext;
import io.kadmos.dht.register.replica.ReplicaServer;
import io.kadmos.dht.register.upkeep.DamageRepair;
import io.kadmos.dht.register.upkeep.ExpirySweeper;
import io.kadmos.dht.register.upkeep.Repair;
import io.kadmos.dht.register.upkeep.RepairServer;
import io.kadmos.dht.rpc.HandlerRegistry;
import io.kadmos.dht.slot.SlotContext;
import io.kadmos.dht.slot.SlotLocator;
import io.kadmos.dht.storage.PromiseCeiling;

/**
 * The wired parts of a node that read and write keys, answer for this replica, and keep it like the others. Event loop
 * only.
 */
final class RegisterParts {

    private final RegisterClient client;
    private final ReplicaServer server;
    private final RepairServer repairServer;
    private final Repair repair;
    private final ExpirySweeper sweeper;

    /** Wires the parts; none works before {@link #start}. */
    RegisterParts(SlotContext context, SlotLocator locator, PreferredMembers members, PromiseCeiling ceiling,
            RegisterSettings settings, Membership membership) {
        ReplicaContext replica = new ReplicaContext(context.self(), context.table(), context.rows(), ceiling);
        client = new RegisterClient(context, locator, members);
        server = new ReplicaServer(replica);
        repairServer = new RepairServer(replica);
        repair = new Repair(replica, members, client, context.loop(), context.random(), settings.repairInterval());
        sweeper = new ExpirySweeper(replica, client, context.loop(), settings.sweepInterval(),
                () -> membership.skew().isTrusted());
        context.rows().onDamage(new DamageRepair(replica, client)::found);
    }

    /** Registers the handlers of requests about registers. */
    void register(HandlerRegistry registry) {
        server.register(registry);
        repairServer.register(registry);
    }

    /** Begins repair and the sweep of expired values, until the loop ends. */
    void start() {
        repair.start();
        sweeper.start();
    }

    /** This node met another node, or that node has entered another state. */
    void entered(Peer peer) {
        repair.entered(peer.id(), peer.state());
    }

    /** The gateway of this node. */
    RegisterClient client() {
        return client;
    }
}

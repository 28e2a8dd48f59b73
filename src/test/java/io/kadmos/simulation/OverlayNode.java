package io.kadmos.simulation;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.LookupDriver;
import io.kadmos.dht.lookup.LookupResult;
import io.kadmos.dht.lookup.LookupTrace;
import io.kadmos.dht.membership.FormingPlan;
import io.kadmos.dht.membership.Listeners;
import io.kadmos.dht.membership.LocalNode;
import io.kadmos.dht.membership.Membership;
import io.kadmos.dht.membership.MembershipContext;
import io.kadmos.dht.membership.MembershipSettings;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.routing.KademliaSettings;
import io.kadmos.dht.routing.RoutingTable;
import io.kadmos.dht.storage.NodeFacts;
import io.kadmos.machine.MemoryDisk;

/** The membership of one node, with all that belongs to it: joining, the routing table, its upkeep, lookups. */
final class OverlayNode {

    private final Contact contact;
    private final SimulatedLoop loop;
    private final OverlayNetwork.Plug plug;
    private final Membership membership;

    OverlayNode(LocalNode self, MembershipSettings settings, List<Endpoint> seeds, OverlayNetwork network,
            SimulatedLoop loop, RandomGenerator random) {
        this.contact = self.contact();
        this.loop = loop;
        this.plug = network.connect(contact, loop);
        LookupDriver.Context calls = new LookupDriver.Context(
                (to, request, call, done) -> plug.call(to, request, call.timeout(), done), plug::patience, loop);
        MembershipContext around = new MembershipContext(calls, found -> loop.execute(() -> found.accept(seeds)),
                new NodeFacts(new MemoryDisk(loop)), random, SimulatedNetwork.MAX_DATAGRAM_BYTES);
        this.membership = new Membership(self, new FormingPlan(List.of(), 3, SlotSpace.DEFAULT), settings,
                KademliaSettings.DEFAULT, around, _ -> {});
        membership.answerOn(plug::on);
    }

    void start() {
        membership.start(new Listeners(_ -> {}, _ -> {}, _ -> {}));
    }

    void crash() {
        membership.close();
        loop.kill();
        plug.pull();
    }

    void lookUp(Id target, Consumer<LookupResult> done) {
        membership.lookups().closest(target, LookupTrace.NONE, done);
    }

    Id id() {
        return contact.id();
    }

    Endpoint endpoint() {
        return contact.endpoint();
    }

    RoutingTable table() {
        return membership.routingTable();
    }
}

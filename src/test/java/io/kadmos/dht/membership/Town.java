package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.lookup.LookupDriver;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.record.Formation;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.routing.KademliaSettings;
import io.kadmos.dht.rpc.Patience;
import io.kadmos.dht.storage.NodeFacts;

/** Nodes with one cluster name on one loop. Everything that happens follows from the seed of the random numbers. */
final class Town {

    static final String CLUSTER = "town";
    private static final KademliaSettings KADEMLIA = KademliaSettings.DEFAULT;

    final VirtualLoop loop = new VirtualLoop();
    final RandomGenerator random;
    final LossyNetwork network;

    Town(long seed) {
        random = new SplittableRandom(seed);
        network = new LossyNetwork(loop, random);
    }

    static Endpoint endpoint(int house) {
        return Endpoint.of(new byte[]{10, 0, (byte) (house >> 8), (byte) house}, 7400);
    }

    /** A node with an empty disk, with initial members and seed addresses. */
    Resident settle(String name, int house, List<String> initialMembers, List<Endpoint> seeds) {
        return new Resident(name, house, new FormingPlan(initialMembers, 3, SlotSpace.DEFAULT), seeds);
    }

    /** One node through all its starts. */
    final class Resident {
        final String name;
        final List<Formation> formed = new ArrayList<>();
        final List<String> conflicts = new ArrayList<>();
        final List<NodeEvent> events = new ArrayList<>();
        private final FormingPlan plan;
        private final List<Endpoint> seeds;
        private Endpoint home;
        private DiskId disk;
        private SlowDisk storage;
        private Membership membership;
        private LossyNetwork.Plug plug;
        private long incarnation;

        private Resident(String name, int house, FormingPlan plan, List<Endpoint> seeds) {
            this.name = name;
            this.plan = plan;
            this.seeds = seeds;
            home = endpoint(house);
            disk = new DiskId(random.nextLong(), random.nextLong());
            storage = newStorage();
            plug = network.plug(new Contact(local().id(), home));
            membership = build();
        }

        Membership membership() {
            return membership;
        }

        LocalNode local() {
            return new LocalNode(CLUSTER, name, disk, incarnation, home, "test");
        }

        void start() {
            incarnation++;
            plug = network.plug(new Contact(local().id(), home));
            NodeFacts facts = new NodeFacts(storage);
            facts.load(problem -> {
                if (problem.isPresent()) {
                    throw problem.get();
                }
                membership = build(facts);
                membership.answerOn(plug::on);
                plug.connect();
                membership.start(new Listeners(formed::add, conflicts::add, peer -> {}));
            });
        }

        void crash() {
            membership.close();
            plug.pull();
            storage.crash();
        }

        void loseDisk() {
            disk = new DiskId(random.nextLong(), random.nextLong());
            storage = newStorage();
            incarnation = 0;
        }

        void moveTo(int house) {
            home = endpoint(house);
        }

        private SlowDisk newStorage() {
            return new SlowDisk(loop, Duration.ofMillis(20 + random.nextInt(20)));
        }

        private Membership build() {
            return build(new NodeFacts(storage));
        }

        private Membership build(NodeFacts facts) {
            LookupDriver.Context calls = new LookupDriver.Context((to, request, call, done) -> plug.call(to, request,
                    call.timeout(), done), _ -> new Patience(Duration.ofMillis(50), Duration.ofMillis(100)), loop);
            MembershipContext context = new MembershipContext(calls, found -> loop.execute(() -> found.accept(seeds)),
                    facts,
                    random, LossyNetwork.LONGEST_MESSAGE_BYTES);
            return new Membership(local(), plan, MembershipSettings.DEFAULT, KADEMLIA, context,
                    events::add);
        }
    }
}

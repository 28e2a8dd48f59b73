package io.kadmos.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import io.kadmos.dht.channel.ChannelSettings;
import io.kadmos.dht.channel.Keyring;
import io.kadmos.dht.channel.WireVersions;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.membership.FormingPlan;
import io.kadmos.dht.membership.MembershipSettings;
import io.kadmos.dht.node.Node;
import io.kadmos.dht.node.NodeIdentity;
import io.kadmos.dht.node.NodePorts;
import io.kadmos.dht.node.NodeSettings;
import io.kadmos.dht.register.RegisterSettings;
import io.kadmos.dht.routing.KademliaSettings;
import io.kadmos.dht.runtime.Disk;
import io.kadmos.dht.runtime.Transport;
import io.kadmos.dht.slot.SlotSettings;

/** Assembles the shipped node over simulated ports, with intervals short enough for a run of a minute. */
final class SimulatedNodes {

    private static final long LONGEST_RESOLUTION_NANOS = 50_000_000L;
    private static final Duration REPAIR_INTERVAL = Duration.ofSeconds(5);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(3);
    private static final MembershipSettings MEMBERSHIP = new MembershipSettings(Duration.ofSeconds(1),
            Duration.ofSeconds(1), 3, Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(2),
            Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofSeconds(1));

    /** Tombstones outlive the longest pause of a client's gateway, as they outlive every retry in the real world. */
    static final SlotSettings SLOTS = new SlotSettings(Duration.ofSeconds(1), Duration.ofSeconds(15),
            Duration.ofSeconds(30), Duration.ofSeconds(45), 1, Duration.ofSeconds(60));

    private final World world;
    private final Cluster cluster;
    private final SimulationOptions options;
    private final SplittableRandom random;
    private final SplittableRandom releases;
    private final Keyring keyring = Keyring.insecure(Cluster.NAME);

    SimulatedNodes(World world, Cluster cluster, SimulationOptions options) {
        this.world = world;
        this.cluster = cluster;
        this.options = options;
        this.random = world.fork();
        this.releases = new SplittableRandom(~options.seed());
    }

    /** A node on a machine; nothing happens before it is started. */
    Node node(Machine machine, SimulatedLoop loop, Transport transport, Disk disk) {
        NodePorts ports = new NodePorts(loop, transport, disk, found -> resolve(loop, found), random.split());
        NodeIdentity identity = new NodeIdentity(Cluster.NAME, machine.identity().name(), machine.label(),
                machine.endpoint(), "simulated", keyring);
        return new Node(settings(machine), ports, identity, event -> happened(machine, event));
    }

    private NodeSettings settings(Machine machine) {
        boolean isInitial = cluster.names().contains(machine.identity().name());
        FormingPlan forming = new FormingPlan(isInitial ? cluster.names() : List.of(), options.copies(), Cluster.SLOTS);
        RegisterSettings registers = new RegisterSettings(REPAIR_INTERVAL, SWEEP_INTERVAL, options.rowCacheBytes());
        return new NodeSettings(forming, KademliaSettings.DEFAULT, MEMBERSHIP, channel(), registers,
                SLOTS);
    }

    /** Of this release or, if both are about, as often of the next: every start may be an upgrade, or its undoing. */
    private ChannelSettings channel() {
        WireVersions next = new WireVersions(WireVersions.CURRENT.newest(), WireVersions.CURRENT.newest() + 1);
        boolean isNext = options.has(Fault.TWO_VERSIONS) && releases.nextBoolean();
        return isNext ? ChannelSettings.DEFAULT.speaking(next) : ChannelSettings.DEFAULT;
    }

    private void resolve(SimulatedLoop loop, Consumer<List<Endpoint>> found) {
        List<Endpoint> addresses = cluster.addresses();
        world.scheduler().after(random.nextLong(LONGEST_RESOLUTION_NANOS),
                () -> loop.execute(() -> found.accept(addresses)));
    }

    private void happened(Machine machine, NodeEvent event) {
        if (event instanceof NodeEvent.BugCaught(var where)) {
            world.findings().add(machine.identity().name() + " caught a bug in " + where);
        }
    }
}

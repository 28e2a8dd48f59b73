package io.kadmos.config;

import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.kadmos.dht.channel.ChannelSettings;
import io.kadmos.dht.event.NodeEvent;
import io.kadmos.dht.membership.FormingPlan;
import io.kadmos.dht.membership.MembershipSettings;
import io.kadmos.dht.node.Node;
import io.kadmos.dht.node.NodeIdentity;
import io.kadmos.dht.node.NodePorts;
import io.kadmos.dht.node.NodeSettings;
import io.kadmos.dht.record.SlotSpace;
import io.kadmos.dht.register.RegisterSettings;
import io.kadmos.dht.routing.KademliaSettings;
import io.kadmos.dht.slot.SlotSettings;
import io.kadmos.http.Admission;
import io.kadmos.http.GatewaySettings;
import io.kadmos.http.OperationListener;
import io.kadmos.http.edge.RefusalListener;
import io.kadmos.http.events.EventFeed;
import io.kadmos.machine.DnsSeeds;
import io.kadmos.machine.SeedAddress;
import io.kadmos.machine.UdpTransport;
import io.kadmos.machine.VertxEventLoop;
import io.kadmos.observability.NodeMeters;
import io.kadmos.observability.RefusedRequests;

/** Wires a node. Spring closes these beans in reverse: node, socket, storage, event loop. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KadmosSettings.class)
class NodeConfiguration {

    @Bean
    GatewaySettings gatewaySettings(KadmosSettings settings) {
        return new GatewaySettings(settings.http().requestDeadline(), settings.http().maxInFlight(),
                settings.http().requestsPerSecond(), (int) settings.limits().maxValueBytes().toBytes(),
                settings.limits().maxKeyBytes());
    }

    @Bean
    Admission admission(GatewaySettings settings, NodeMeters meters) {
        Admission admission = new Admission(settings.maxInFlight());
        meters.inFlightRequests(admission::inFlight);
        return admission;
    }

    @Bean
    OperationListener operationListener(NodeMeters meters) {
        return meters::operationEnded;
    }

    @Bean
    RefusalListener refusalListener(RefusedRequests meter) {
        return meter::refused;
    }

    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Bean
    VertxEventLoop eventLoop(NodeMeters meters) {
        return VertxEventLoop.start(bug -> meters.bugCaught());
    }

    @Bean
    NodeStorage storage(KadmosSettings settings, VertxEventLoop loop, RandomGenerator random, NodeMeters meters) {
        NodeStorage storage = NodeStorage.open(settings, loop, random, new DiskWatch(meters));
        meters.storageBytes(storage.bytes());
        return storage;
    }

    @Bean
    Addresses addresses(KadmosSettings settings) {
        return Addresses.of(settings.peer());
    }

    @Bean
    UdpTransport transport(KadmosSettings settings, Addresses addresses, VertxEventLoop loop) {
        return UdpTransport.bind(loop, addresses.bind(), settings.peer().port(), settings.peer().maxDatagramBytes());
    }

    @Bean
    NodePorts nodePorts(KadmosSettings settings, VertxEventLoop loop, UdpTransport transport, NodeStorage storage,
            RandomGenerator random) {
        List<SeedAddress> seeds = settings.peer().seeds().stream().map(SeedAddress::parse).toList();
        return new NodePorts(loop, transport, storage.disk(), new DnsSeeds(seeds, loop), random);
    }

    @Bean
    KeyringSource keyringSource(KadmosSettings settings) {
        return KeyringSource.of(settings.cluster());
    }

    @Bean
    NodeIdentity nodeIdentity(KadmosSettings settings, NodeStorage storage, Addresses addresses, KeyringSource keyring,
            ObjectProvider<BuildProperties> build) {
        String release = build.stream().map(BuildProperties::getVersion).findFirst().orElse("unknown");
        return new NodeIdentity(settings.cluster().name(), storage.nodeName(), storage.diskId(),
                addresses.advertised(), release, keyring.keyring());
    }

    @Bean(destroyMethod = "")
    Node node(KadmosSettings settings, NodePorts ports, NodeIdentity identity, List<Consumer<NodeEvent>> listeners) {
        return new Node(nodeSettings(settings, identity.nodeName()), ports, identity,
                listeners.stream().reduce(Consumer::andThen).orElseThrow());
    }

    @Bean
    EventFeed eventFeed() {
        return new EventFeed();
    }

    @Bean(initMethod = "start")
    NodeLifecycle nodeLifecycle(Node node, NodeIdentity identity) {
        return new NodeLifecycle(node, "node " + identity.nodeName() + " " + identity.id() + " on UDP "
                + identity.advertised());
    }

    private static NodeSettings nodeSettings(KadmosSettings settings, String nodeName) {
        KademliaSettings paper = KademliaSettings.DEFAULT;
        ChannelSettings channel = ChannelSettings.DEFAULT;
        return new NodeSettings(
                new FormingPlan(settings.initialMembersFor(nodeName), settings.replication().factor(),
                        SlotSpace.DEFAULT),
                new KademliaSettings(settings.kademlia().k(), settings.kademlia().alpha(), paper.replacements(),
                        paper.bucketRefresh(), paper.callTimeout()),
                MembershipSettings.DEFAULT,
                new ChannelSettings(settings.peer().maxDatagramBytes(), channel.reassemblyBytes(),
                        channel.largeMessageIdle(), channel.wireVersions()),
                RegisterSettings.DEFAULT,
                SlotSettings.DEFAULT.replacingAfter(settings.replication().replaceAfter()));
    }
}

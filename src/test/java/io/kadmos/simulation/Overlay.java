package io.kadmos.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.LookupResult;
import io.kadmos.dht.membership.LocalNode;
import io.kadmos.dht.membership.MembershipSettings;
import io.kadmos.dht.record.DiskId;
import io.kadmos.dht.routing.KademliaSettings;

/**
 * Very many nodes that found each other as nodes do: each joins through the same three seeds, looks itself up and
 * refreshes its buckets. Everything follows from the seed.
 */
final class Overlay {

    /**
     * As shipped, but with a ping a minute instead of a second, because a second's pings of thousands of nodes take
     * longer than a second to simulate. It makes lookups harder: dead contacts stay in the tables for minutes. For the
     * same reason no node is greeted again just to learn its state, no node is asked for a formation, which there is
     * not, and no path is probed.
     */
    private static final MembershipSettings SETTINGS = new MembershipSettings(
            MembershipSettings.DEFAULT.callTimeout(), Duration.ofMinutes(1),
            MembershipSettings.DEFAULT.missedPings(), Duration.ofHours(1),
            MembershipSettings.DEFAULT.lonelyBackoffMin(), MembershipSettings.DEFAULT.lonelyBackoffMax(),
            MembershipSettings.DEFAULT.seedInterval(), Duration.ofHours(1), Duration.ofHours(1));
    private static final int SEEDS = 3;
    private static final int PORT = 7_400;
    private static final int K = KademliaSettings.DEFAULT.k();

    private final SplittableRandom random;
    private final Scheduler scheduler;
    private final OverlayNetwork network;
    /** The seeds come first; they stay. */
    private final List<OverlayNode> nodes = new ArrayList<>();
    /** Asked for membership only, never iterated. */
    private final Set<Id> silent = new HashSet<>();
    private int joined;

    Overlay(long seed, NetworkWeather weather) {
        random = new SplittableRandom(seed);
        scheduler = new Scheduler(random.split());
        network = new OverlayNetwork(scheduler, random.split(), weather);
    }

    int size() {
        return nodes.size();
    }

    /** A new node comes. */
    void join() {
        byte[] address = {10, (byte) (joined >> 16), (byte) (joined >> 8), (byte) joined};
        LocalNode self = new LocalNode("overlay", "node-" + joined, new DiskId(random.nextLong(), random.nextLong()), 1,
                Endpoint.of(address, PORT), "simulated");
        SimulatedLoop loop = new SimulatedLoop(scheduler, new SimulatedClock(scheduler, 1, Duration.ZERO), bug -> {
            throw new AssertionError(self.nodeName(), bug);
        });
        List<Endpoint> seeds = nodes.stream().limit(SEEDS).map(OverlayNode::endpoint).toList();
        OverlayNode node = new OverlayNode(self, SETTINGS, seeds, network, loop, random.split());
        nodes.add(node);
        node.start();
        joined++;
    }

    /** A node crashes. */
    void crashOne() {
        nodes.remove(random.nextInt(SEEDS, nodes.size())).crash();
    }

    /** Some nodes, one at least, neither receive nor send anything any more. */
    void silence(double share) {
        while (silent.size() < Math.max(1, share * nodes.size())) {
            OverlayNode node = randomNode();
            silent.add(node.id());
            network.silence(node.endpoint());
        }
    }

    /** No node is silent any more. */
    void endSilence() {
        silent.clear();
        network.endSilence();
    }

    void runFor(Duration span) {
        scheduler.runUntil(scheduler.nowNanos() + span.toNanos());
    }

    /** Looks up a random point from a random node that is not silent. */
    void lookUp(Consumer<OverlayLookup> done) {
        Id target = Id.ZERO.randomWithPrefix(0, random);
        OverlayNode asker = randomNode();
        long began = scheduler.nowNanos();
        asker.lookUp(target, result -> done.accept(new OverlayLookup(result.hops(), result.requests(),
                Duration.ofNanos(scheduler.nowNanos() - began), shareFound(result, target, asker.id()))));
    }

    double contactsPerTable() {
        return nodes.stream().mapToInt(node -> node.table().size()).average().orElse(0);
    }

    /** The share of the contacts in the buckets of nodes that are not silent which is silent or gone. */
    double deadShare() {
        Set<Id> living = new HashSet<>();
        nodes.stream().map(OverlayNode::id).filter(id -> !silent.contains(id)).forEach(living::add);
        return nodes.stream().filter(node -> living.contains(node.id()))
                .flatMap(node -> node.table().contacts().stream())
                .mapToInt(contact -> living.contains(contact.id()) ? 0 : 1).average().orElse(0);
    }

    /** A hash over everything that happened. */
    long traceHash() {
        return scheduler.traceHash();
    }

    private OverlayNode randomNode() {
        OverlayNode node = nodes.get(random.nextInt(nodes.size()));
        return silent.contains(node.id()) ? randomNode() : node;
    }

    /** Compares with the k closest of all nodes that live at this moment, whether or not any node knows them. */
    private double shareFound(LookupResult result, Id target, Id asker) {
        List<Id> closest = nodes.stream().map(OverlayNode::id)
                .filter(id -> !silent.contains(id) && !id.equals(asker))
                .sorted(target.nearestFirst()).limit(K).toList();
        return (double) result.closest().stream().map(Contact::id).filter(closest::contains).count() / closest.size();
    }
}

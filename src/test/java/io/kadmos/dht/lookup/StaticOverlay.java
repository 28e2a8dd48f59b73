package io.kadmos.dht.lookup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.routing.KademliaSettings;
import io.kadmos.dht.routing.RoutingTable;

/**
 * Many routing tables, each filled by answers of nodes in a random order, and lookups through them without a network.
 */
final class StaticOverlay {

    private static final KademliaSettings SETTINGS = KademliaSettings.DEFAULT;

    private final RandomGenerator random;
    private final List<Contact> nodes;
    private final Map<Id, RoutingTable> tables = new TreeMap<>();
    private final Set<Id> dead = new HashSet<>();

    StaticOverlay(int size, RandomGenerator random) {
        this.random = random;
        Endpoint anywhere = Endpoint.of(new byte[]{10, 0, 0, 1}, 7400);
        nodes = IntStream.range(0, size)
                .mapToObj(_ -> new Contact(Id.ZERO.randomWithPrefix(0, random), anywhere))
                .toList();
        List<Contact> sorted = nodes.stream().sorted(Comparator.comparing(Contact::id)).toList();
        for (int i = 0; i < size; i++) {
            tables.put(sorted.get(i).id(), table(sorted, i));
        }
    }

    /** Knows a few hundred random others, and the neighbours in id order that a lookup of itself would have found. */
    private RoutingTable table(List<Contact> sorted, int index) {
        RoutingTable table = new RoutingTable(sorted.get(index).id(), SETTINGS, Duration.ZERO);
        for (int i = 0; i < 300; i++) {
            table.answered(nodes.get(random.nextInt(nodes.size())));
        }
        for (int i = Math.max(0, index - 40); i < Math.min(sorted.size(), index + 40); i++) {
            table.answered(sorted.get(i));
        }
        return table;
    }

    void kill(int percent) {
        nodes.stream().filter(_ -> random.nextInt(100) < percent).map(Contact::id).forEach(dead::add);
    }

    Contact randomLivingNode() {
        while (true) {
            Contact node = nodes.get(random.nextInt(nodes.size()));
            if (!dead.contains(node.id())) {
                return node;
            }
        }
    }

    List<Id> trueClosest(Id target, Id asker, int count) {
        return nodes.stream()
                .map(Contact::id)
                .filter(id -> !dead.contains(id) && !id.equals(asker))
                .sorted(target.nearestFirst())
                .limit(count)
                .toList();
    }

    /** Runs a lookup to its end; the answers come in a random order. Fails if more than α are asked at a time. */
    LookupResult lookup(Id asker, Id target) {
        List<Contact> start = table(asker).closest(target, SETTINGS.k());
        Lookup lookup = new Lookup(asker, target, start, SETTINGS.k(), SETTINGS.alpha());
        List<LookupStep.Ask> inFlight = new ArrayList<>();
        while (true) {
            switch (lookup.next()) {
                case LookupStep.Ask question -> inFlight.add(question);
                case LookupStep.Wait() -> feed(lookup, inFlight.remove(random.nextInt(inFlight.size())));
                case LookupStep.Done(LookupResult result) -> {
                    return result;
                }
            }
            if (inFlight.size() > SETTINGS.alpha()) {
                throw new AssertionError(inFlight.size() + " questions at a time");
            }
        }
    }

    private void feed(Lookup lookup, LookupStep.Ask question) {
        Id asked = question.contact().id();
        if (dead.contains(asked)) {
            lookup.failed(asked);
        } else {
            lookup.answered(asked, table(asked).closest(question.point(), SETTINGS.k()));
        }
    }

    private RoutingTable table(Id node) {
        RoutingTable table = tables.get(node);
        if (table == null) {
            throw new AssertionError("no node " + node);
        }
        return table;
    }
}

package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Endpoint;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.lookup.LookupDriver;
import io.kadmos.dht.lookup.LookupTrace;
import io.kadmos.dht.runtime.EventLoop.Timer;
import io.kadmos.dht.storage.NodeFacts;

/**
 * Finds other nodes (Kademlia §2.3; protocol.md §11). It greets the peers remembered from the last run and the
 * addresses of the seeds. Once a node answers, it looks up its own id and refreshes the buckets that are farther away.
 *
 * <p>The seeds are resolved again and again, because the right addresses appear late when a cluster starts or addresses
 * change. A node is lonely while it hears no other node, or while the cluster cannot begin without a node that it does
 * not know. A lonely node tries again after a backoff; any other, once in the seed interval.
 */
final class Join {

    /** The most seed addresses that one attempt greets. */
    static final int MAX_SEEDS = 64;
    private static final int MAX_OWN_ENDPOINTS = 16;

    private final Id self;
    private final AddressBook book;
    private final Hello hello;
    private final LookupDriver lookups;
    private final BucketUpkeep upkeep;
    private final MembershipContext context;
    private final MembershipSettings settings;
    private final Wanted wanted;
    /** Seed addresses that turned out to be this node's own. The set is never iterated. */
    private final Set<Endpoint> ownEndpoints = new HashSet<>();

    private Duration backoff;
    private boolean hasJoined;
    private @Nullable Timer timer;

    Join(Id self, AddressBook book, Hello hello, LookupDriver lookups, BucketUpkeep upkeep, Context context) {
        this.self = self;
        this.book = book;
        this.hello = hello;
        this.lookups = lookups;
        this.upkeep = upkeep;
        this.context = context.membership();
        this.settings = context.settings();
        this.wanted = context.wanted();
        this.backoff = settings.lonelyBackoffMin();
    }

    /** The things that joining uses. */
    record Context(MembershipContext membership, MembershipSettings settings, Wanted wanted) {}

    /** Which nodes this node should know. */
    interface Wanted {

        /** The ids of the other members with which the cluster began or is to begin. */
        List<Id> nodes();

        /** Whether the cluster cannot begin before all of them are known. */
        boolean isUrgent();
    }

    void start() {
        context.facts().peers().forEach(hello::greet);
        seek();
    }

    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    void foundOurselves(Endpoint endpoint) {
        if (ownEndpoints.size() < MAX_OWN_ENDPOINTS) {
            ownEndpoints.add(endpoint);
        }
    }

    /**
     * Notes that a node answered that was unknown, or known in another state. Begins the join if this node has not
     * joined yet.
     */
    void met() {
        if (!hasJoined) {
            hasJoined = true;
            lookups.closest(self, LookupTrace.NONE, _ -> upkeep.refreshFarther());
        }
    }

    /** Whether this node hears no other node, or does not know a node without which the cluster cannot begin. */
    private boolean isLonely() {
        return book.heardCount() == 0 || (wanted.isUrgent() && !unknown().isEmpty());
    }

    private void seek() {
        context.seeds().resolve(this::greetSeeds);
        rememberPeers(context.facts());
        if (book.heardCount() == 0) {
            hasJoined = false;
        } else {
            explore(context.random());
        }
        timer = context.loop().schedule(pause(), this::seek);
    }

    /** Looks up a wanted node that is unknown, or a random id if all wanted nodes are known. */
    private void explore(RandomGenerator random) {
        List<Id> missing = unknown();
        Id target = missing.isEmpty()
                ? self.randomWithPrefix(0, random)
                : missing.get(random.nextInt(missing.size()));
        lookups.closest(target, LookupTrace.NONE, _ -> {});
    }

    private List<Id> unknown() {
        return wanted.nodes().stream().filter(node -> book.peer(node).isEmpty()).toList();
    }

    /** Remembers peers to greet at the next start. They must answer again before they count as known. */
    private void rememberPeers(NodeFacts facts) {
        List<Contact> heard = book.peers().stream().filter(peer -> !peer.isSuspect()).map(Peer::contact)
                .limit(NodeFacts.MAX_PEERS).toList();
        if (!heard.isEmpty() && !heard.equals(facts.peers())) {
            facts.rememberPeers(heard);
        }
    }

    private void greetSeeds(List<Endpoint> seeds) {
        seeds.stream().distinct().limit(MAX_SEEDS)
                .filter(seed -> !ownEndpoints.contains(seed) && !book.isKnownAt(seed))
                .forEach(seed -> hello.greet(Contact.unidentified(seed)));
    }

    /** The pause is half fixed, half random, so that nodes that start together do not stay in step. */
    private Duration pause() {
        Duration full = settings.seedInterval();
        if (isLonely()) {
            full = backoff;
            Duration doubled = backoff.multipliedBy(2);
            backoff = doubled.compareTo(settings.lonelyBackoffMax()) < 0 ? doubled : settings.lonelyBackoffMax();
        } else {
            backoff = settings.lonelyBackoffMin();
        }
        long nanos = full.toNanos();
        return Duration.ofNanos(nanos / 2 + context.random().nextLong(nanos / 2 + 1));
    }
}

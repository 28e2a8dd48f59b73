package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.id.Contact;
import io.kadmos.dht.lookup.LookupDriver;
import io.kadmos.dht.lookup.LookupTrace;
import io.kadmos.dht.routing.BucketView;
import io.kadmos.dht.routing.Insertion;
import io.kadmos.dht.routing.KademliaSettings;
import io.kadmos.dht.routing.RoutingTable;
import io.kadmos.dht.runtime.EventLoop.Timer;

/**
 * Keeps living contacts in the buckets (protocol.md §11). Before a new contact takes the place of the least recently
 * seen contact of a full bucket, the upkeep pings that one (Kademlia §2.2). For every bucket without a lookup for long,
 * it looks up a random id (Kademlia §2.3).
 */
final class BucketUpkeep {

    /** The most pings before eviction at a time. A new contact without a ping stays in the replacement cache. */
    static final int MAX_EVICTION_PINGS = 16;
    /** The most lookups that one round begins; the next round begins the others. */
    static final int MAX_REFRESHES = 4;
    /** How many rounds there are in the time after which a bucket is stale. */
    private static final int ROUNDS = 60;

    private final RoutingTable table;
    private final LookupDriver lookups;
    private final Liveness liveness;
    private final MembershipContext context;
    private final Duration interval;
    /** The set is never iterated, so its order does not matter. */
    private final Set<Contact> beingPinged = new HashSet<>();

    private @Nullable Timer timer;

    BucketUpkeep(RoutingTable table, LookupDriver lookups, Liveness liveness, MembershipContext context,
            KademliaSettings settings) {
        this.table = table;
        this.lookups = lookups;
        this.liveness = liveness;
        this.context = context;
        this.interval = settings.bucketRefresh().dividedBy(ROUNDS);
    }

    void start() {
        timer = context.loop().schedule(interval, this::tick);
    }

    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Takes a contact that answered at its endpoint into the routing table. */
    void answered(Contact contact) {
        if (table.answered(contact) instanceof Insertion.Full(Contact candidate)) {
            pingBeforeEviction(candidate);
        }
    }

    /**
     * Refreshes the buckets that are farther away than the closest contact, as the last step of a join (Kademlia §2.3).
     */
    void refreshFarther() {
        table.fartherThanClosest().forEach(this::refresh);
    }

    private void pingBeforeEviction(Contact candidate) {
        if (beingPinged.size() >= MAX_EVICTION_PINGS || !beingPinged.add(candidate)) {
            return;
        }
        liveness.ping(candidate, isThere -> {
            beingPinged.remove(candidate);
            if (isThere) {
                table.answered(candidate);
            } else {
                table.failed(candidate.id());
            }
        });
    }

    private void tick() {
        table.stale(context.loop().uptime()).stream().limit(MAX_REFRESHES).forEach(this::refresh);
        start();
    }

    private void refresh(BucketView bucket) {
        lookups.closest(bucket.randomId(context.random()), LookupTrace.NONE, _ -> {});
    }
}

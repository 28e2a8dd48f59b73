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
 * Keeps the buckets full of living contacts: pings the least recently seen one before a new one may take its place
 * (Kademlia §2.2), and looks up a random id of every bucket into which there was no lookup for long (§2.3).
 */
final class BucketUpkeep {

    /** Pings before eviction under way; what is not asked now waits in the replacement cache as well. */
    static final int MAX_EVICTION_PINGS = 16;
    /** Lookups begun in one round; the next round is soon. */
    static final int MAX_REFRESHES = 4;
    /** Rounds in the time after which a bucket is stale. */
    private static final int ROUNDS = 60;

    private final RoutingTable table;
    private final LookupDriver lookups;
    private final Liveness liveness;
    private final MembershipContext context;
    private final Duration interval;
    /** Asked for membership only, never iterated. */
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

    /** A contact answered at its endpoint. */
    void answered(Contact contact) {
        if (table.answered(contact) instanceof Insertion.Full(Contact candidate)) {
            pingBeforeEviction(candidate);
        }
    }

    /** Refreshes the buckets farther away than the closest contact, which ends a join (§2.3). */
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

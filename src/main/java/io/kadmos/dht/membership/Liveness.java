package io.kadmos.dht.membership;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import io.kadmos.dht.call.Call;
import io.kadmos.dht.id.Contact;
import io.kadmos.dht.id.Id;
import io.kadmos.dht.message.Request;
import io.kadmos.dht.message.Response;
import io.kadmos.dht.record.NodeState;
import io.kadmos.dht.rpc.CallResult;
import io.kadmos.dht.runtime.EventLoop.Timer;

/**
 * Finds out which known nodes are alive (protocol.md §11). Liveness decides which node is asked first, and never what a
 * quorum is (protocol.md C1).
 *
 * <p>It pings a node that was not heard for one ping interval. It also pings a node that is heard all the time, every
 * {@code HEARD_INTERVALS} intervals, to measure that node's clock. A suspect node is pinged every
 * {@code SUSPECT_INTERVALS} intervals, a gone one never. In one interval it pings at most {@link #MAX_PINGS} nodes,
 * those first that were pinged longest ago.
 *
 * <p>A node that misses several pings or other questions in a row becomes suspect. It is no longer suspect when it
 * answers a ping or a greeting.
 */
final class Liveness {

    /** The most pings in one interval. In a cluster with more nodes, each is pinged less often. */
    static final int MAX_PINGS = 256;
    /** After how many intervals a suspect node is pinged again. */
    private static final int SUSPECT_INTERVALS = 4;
    /** After how many intervals a node that is heard anyway is pinged, so that its clock is measured. */
    private static final int HEARD_INTERVALS = 10;

    private final AddressBook book;
    private final MembershipSettings settings;
    private final MembershipContext context;
    private final Consumer<Sign> signs;
    /** By node; every tick removes the nodes that are not in the address book. */
    private final Map<Id, Watch> watches = new TreeMap<>();

    private @Nullable Timer timer;

    Liveness(AddressBook book, MembershipSettings settings, MembershipContext context, Consumer<Sign> signs) {
        this.book = book;
        this.settings = settings;
        this.context = context;
        this.signs = signs;
    }

    /** What liveness tells: a node came back or fell silent, or its clock was measured. */
    sealed interface Sign {

        /** A suspect node was heard again. */
        record Returned(Peer peer) implements Sign {}

        /** A node became suspect. */
        record Silent(Peer peer) implements Sign {}

        /**
         * A known node answered a ping.
         *
         * @param wallMillis its time of day, in milliseconds since 1970
         */
        record Answered(Peer peer, long wallMillis, Duration roundTrip) implements Sign {}
    }

    void start() {
        timer = context.loop().schedule(settings.pingInterval(), this::tick);
    }

    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Notes that a node was heard from its known address. */
    void heard(Id id) {
        Watch watch = watches.get(id);
        if (watch != null) {
            watch.missed = 0;
        }
        book.heard(id, context.now()).ifPresent(peer -> signs.accept(new Sign.Returned(peer)));
    }

    /** Notes that a node did not answer a question. */
    void missed(Id id) {
        Watch watch = watches.computeIfAbsent(id, _ -> new Watch(Duration.ZERO));
        watch.missed++;
        if (watch.missed >= settings.missedPings()) {
            book.suspect(id).ifPresent(peer -> signs.accept(new Sign.Silent(peer)));
        }
    }

    /** Pings a contact at once, and tells whether it answered within one ping interval. */
    void ping(Contact contact, Consumer<Boolean> isThere) {
        Request ping = new Request.Ping(context.loop().wallTime().toEpochMilli());
        context.caller().call(contact, ping, Call.within(settings.pingInterval()),
                result -> isThere.accept(take(contact, result)));
    }

    private void tick() {
        watches.keySet().removeIf(id -> book.peer(id).isEmpty());
        due().forEach(this::ask);
        start();
    }

    private List<Peer> due() {
        Comparator<Peer> askedLongestAgo = Comparator.comparing(peer -> watch(peer).lastAsked);
        return book.peers().stream().filter(this::isDue).sorted(askedLongestAgo).limit(MAX_PINGS).toList();
    }

    private boolean isDue(Peer peer) {
        Watch watch = watch(peer);
        if (peer.state() == NodeState.GONE || watch.isBeingAsked) {
            return false;
        }
        return peer.isSuspect()
                ? isOver(SUSPECT_INTERVALS, watch.lastAsked)
                : isOver(1, peer.lastHeard().uptime()) || isOver(HEARD_INTERVALS, watch.lastAsked);
    }

    private boolean isOver(int intervals, Duration since) {
        Duration passed = context.loop().uptime().minus(since);
        return passed.compareTo(settings.pingInterval().multipliedBy(intervals)) >= 0;
    }

    /** The watch of a node. A node that just became known answered a greeting, which counts as its first ping. */
    private Watch watch(Peer peer) {
        return watches.computeIfAbsent(peer.id(), _ -> new Watch(peer.lastHeard().uptime()));
    }

    private void ask(Peer peer) {
        Watch watch = watch(peer);
        watch.isBeingAsked = true;
        watch.lastAsked = context.loop().uptime();
        ping(peer.contact(), isThere -> watch.isBeingAsked = false);
    }

    private boolean take(Contact contact, CallResult result) {
        if (result instanceof CallResult.Answered(Response.Pong(long wallMillis), Duration roundTrip)) {
            heard(contact.id());
            book.peer(contact.id())
                    .ifPresent(peer -> signs.accept(new Sign.Answered(peer, wallMillis, roundTrip)));
            return true;
        }
        missed(contact.id());
        return false;
    }

    /** The state of the pings to one node: how many it missed in a row, and when it was pinged last. */
    private static final class Watch {
        private int missed;
        private boolean isBeingAsked;
        private Duration lastAsked;

        Watch(Duration lastAsked) {
            this.lastAsked = lastAsked;
        }
    }
}

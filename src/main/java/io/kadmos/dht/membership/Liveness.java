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
 * Tells the living from the silent: pings whoever was not heard for an interval, and now and then who was heard all the
 * time, because only an answer tells what its clock shows. At most {@link #MAX_PINGS} in one interval, those first who
 * were asked longest ago. Several pings missed in a row make a node suspect; anything heard makes it active. A suspect
 * is pinged less often.
 */
final class Liveness {

    /** A few hundred nodes are all asked in every interval; beyond that, each is asked less often. */
    static final int MAX_PINGS = 256;
    private static final int SUSPECT_INTERVALS = 4;
    /** How often a peer that is heard anyway is asked, so that its clock is measured. */
    private static final int HEARD_INTERVALS = 10;

    private final AddressBook book;
    private final MembershipSettings settings;
    private final MembershipContext context;
    private final Consumer<Sign> signs;
    /** By node; holds nobody who is not in the address book. */
    private final Map<Id, Watch> watches = new TreeMap<>();

    private @Nullable Timer timer;

    Liveness(AddressBook book, MembershipSettings settings, MembershipContext context, Consumer<Sign> signs) {
        this.book = book;
        this.settings = settings;
        this.context = context;
        this.signs = signs;
    }

    /** A change in the life of a node, or a measurement of its clock. */
    sealed interface Sign {

        /** It was silent and was heard again. */
        record Returned(Peer peer) implements Sign {}

        /** It has been silent for too long. */
        record Silent(Peer peer) implements Sign {}

        /** It answered a ping. */
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

    /** A node proved to be alive at the address where it is known. */
    void heard(Id id) {
        Watch watch = watches.get(id);
        if (watch != null) {
            watch.missed = 0;
        }
        book.heard(id, context.now()).ifPresent(peer -> signs.accept(new Sign.Returned(peer)));
    }

    /** A node did not answer a question. */
    void missed(Id id) {
        Watch watch = watches.computeIfAbsent(id, _ -> new Watch(Duration.ZERO));
        watch.missed++;
        if (watch.missed >= settings.missedPings()) {
            book.suspect(id).ifPresent(peer -> signs.accept(new Sign.Silent(peer)));
        }
    }

    /** Asks a contact whether it is there, outside of the usual turn, and tells the answer. */
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

    /** Who became known was asked who it is. */
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

    /** What is known about a node besides what it says itself. */
    private static final class Watch {
        private int missed;
        private boolean isBeingAsked;
        private Duration lastAsked;

        Watch(Duration lastAsked) {
            this.lastAsked = lastAsked;
        }
    }
}

package io.kadmos.dht.rpc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

import io.kadmos.dht.channel.RoundTripEstimator;
import io.kadmos.dht.id.Id;

/**
 * The peers that were asked lately. One with open calls is never forgotten, so there may be more for as long as calls
 * last.
 */
final class PeerTimings {

    /** PeerTimings whose round trips are remembered; those asked least recently make room. */
    static final int MAX_PEERS = 4_096;
    /** Hedging sooner than this would only double the work of a healthy cluster. */
    private static final long MIN_HEDGE_NANOS = 10_000_000;

    /** Below it, the pauses of a busy peer would look like silence. */
    private static final long MIN_OVERDUE_NANOS = 4_000_000;

    /** The one asked least recently comes first. */
    private final SequencedMap<Id, PeerTiming> known = new LinkedHashMap<>(16, 0.75f, true);
    /** Of all peers together: what is to be expected of one that was not measured yet. */
    private final RoundTripEstimator all = new RoundTripEstimator();

    /** A peer that is about to be asked. */
    PeerTiming of(Id id) {
        PeerTiming peer = known.computeIfAbsent(id, _ -> new PeerTiming(all));
        while (known.size() > MAX_PEERS && known.firstEntry().getValue().inFlight() == 0) {
            known.pollFirstEntry();
        }
        return peer;
    }

    /** The round trips of a peer; as long as it was not asked, what is to be expected of it. */
    RoundTripEstimator roundTrip(Id id) {
        PeerTiming peer = known.get(id);
        return peer == null ? all : peer.roundTrip();
    }

    /** A peer answered what was sent once. */
    void answered(PeerTiming peer, long roundTripNanos) {
        peer.roundTrip().sample(roundTripNanos);
        all.sample(roundTripNanos);
    }

    /** After which an answer of a peer is overdue: only few answers take longer. */
    Duration hedgeDelay(Id id) {
        return Duration.ofNanos(Math.max(MIN_HEDGE_NANOS, roundTrip(id).overdueNanos()));
    }

    /**
     * How long an answer to a small question is worth waiting for. Asking somebody else instead is cheaper than hedging
     * a read, so it happens sooner; a timeout that was backed off because a peer was silent does not count.
     */
    Patience patience(Id id) {
        long overdueNanos = Math.max(MIN_OVERDUE_NANOS, roundTrip(id).overdueNanos());
        long secondCopyNanos = Math.max(RoundTripEstimator.FLOOR_NANOS, overdueNanos);
        return new Patience(Duration.ofNanos(overdueNanos), Duration.ofNanos(secondCopyNanos + overdueNanos));
    }

    int count() {
        return known.size();
    }
}

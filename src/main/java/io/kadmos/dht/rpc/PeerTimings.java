package io.kadmos.dht.rpc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

import io.kadmos.dht.channel.RoundTripEstimator;
import io.kadmos.dht.id.Id;

/**
 * The timings of the peers that this node asked last, at most {@link #MAX_PEERS} (protocol.md W9). A peer with open
 * calls is never removed, so there may be more while calls last. Event loop only.
 */
final class PeerTimings {

    /** How many peers the client remembers; the one asked least recently is removed first. */
    static final int MAX_PEERS = 4_096;
    /** Hedging sooner than this would double the work of a healthy cluster. */
    private static final long MIN_HEDGE_NANOS = 10_000_000;

    /** Below this, the pauses of a busy peer look like silence. */
    private static final long MIN_OVERDUE_NANOS = 4_000_000;

    /** The peer that was asked least recently comes first. */
    private final SequencedMap<Id, PeerTiming> known = new LinkedHashMap<>(16, 0.75f, true);
    /** The round trips of all peers together: the expectation for a peer that was never measured. */
    private final RoundTripEstimator all = new RoundTripEstimator();

    /** The timing of a peer that the client is about to ask. */
    PeerTiming of(Id id) {
        PeerTiming peer = known.computeIfAbsent(id, _ -> new PeerTiming(all));
        while (known.size() > MAX_PEERS && known.firstEntry().getValue().inFlight() == 0) {
            known.pollFirstEntry();
        }
        return peer;
    }

    /** The round trips of a peer; those of all peers if this one was not asked. */
    RoundTripEstimator roundTrip(Id id) {
        PeerTiming peer = known.get(id);
        return peer == null ? all : peer.roundTrip();
    }

    /** A peer answered a request that was sent once. */
    void answered(PeerTiming peer, long roundTripNanos) {
        peer.roundTrip().sample(roundTripNanos);
        all.sample(roundTripNanos);
    }

    /** How long after a request an answer of a peer is overdue: few answers take longer. */
    Duration hedgeDelay(Id id) {
        return Duration.ofNanos(Math.max(MIN_HEDGE_NANOS, roundTrip(id).overdueNanos()));
    }

    /**
     * How long to wait for an answer to a small request. It is shorter than the delay of a hedged read, because to ask
     * another node instead costs less. A timeout that grew because a peer was silent does not count.
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

package io.kadmos.dht.rpc;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

import io.kadmos.dht.channel.RoundTripEstimator;
import io.kadmos.dht.id.Id;

/**
 * The peers that were asked lately. One with open calls is never forgotten, so there may be more for as long as calls
 * last.
 */
final class Peers {

    /** Peers whose round trips are remembered; those asked least recently make room. */
    static final int MAX_PEERS = 4_096;

    /** The one asked least recently comes first. */
    private final SequencedMap<Id, Peer> known = new LinkedHashMap<>(16, 0.75f, true);
    private final RoundTripEstimator unknown = new RoundTripEstimator();

    /** A peer that is about to be asked. */
    Peer of(Id id) {
        Peer peer = known.computeIfAbsent(id, _ -> new Peer());
        while (known.size() > MAX_PEERS && known.firstEntry().getValue().inFlight() == 0) {
            known.pollFirstEntry();
        }
        return peer;
    }

    /** The round trips of a peer, as those of any other as long as it was not asked. */
    RoundTripEstimator roundTrip(Id id) {
        Peer peer = known.get(id);
        return peer == null ? unknown : peer.roundTrip();
    }

    int count() {
        return known.size();
    }
}

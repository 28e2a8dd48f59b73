package io.kadmos.dht.rpc;

import io.kadmos.dht.channel.RoundTripEstimator;
import io.kadmos.dht.id.Id;

/** What a client knows of the round trips to its peers, for a simulated network that carries no datagrams. */
public final class RoundTrips {

    private final PeerTimings peers = new PeerTimings();

    /** The estimator of a peer that is about to be asked. */
    public RoundTripEstimator of(Id peer) {
        return peers.of(peer).roundTrip();
    }

    /** Notes that a peer answered a request that was sent once. */
    public void answered(Id peer, long roundTripNanos) {
        peers.answered(peers.of(peer), roundTripNanos);
    }

    /** How long a caller waits for an answer of a peer. */
    public Patience patience(Id peer) {
        return peers.patience(peer);
    }
}

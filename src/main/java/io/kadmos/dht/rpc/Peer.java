package io.kadmos.dht.rpc;

import io.kadmos.dht.channel.RoundTripEstimator;

/** What the client knows of one peer. */
final class Peer {

    private final RoundTripEstimator roundTrip = new RoundTripEstimator();
    private int inFlight;

    RoundTripEstimator roundTrip() {
        return roundTrip;
    }

    int inFlight() {
        return inFlight;
    }

    void callBegan() {
        inFlight++;
    }

    void callEnded() {
        inFlight--;
    }
}

package io.kadmos.dht.rpc;

import io.kadmos.dht.channel.RoundTripEstimator;

/** What the client knows of one peer. */
final class PeerTiming {

    private final RoundTripEstimator roundTrip;
    private int inFlight;

    /** A peer that is expected to be like the others. */
    PeerTiming(RoundTripEstimator others) {
        roundTrip = RoundTripEstimator.expecting(others);
    }

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
